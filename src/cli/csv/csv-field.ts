/** What spreadsheets take for the start of a formula, full-width forms included. */
const FORMULA = /^'*[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]/;
const NUMBER = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** Whether a spreadsheet might run the text as a formula: it starts like one and is no plain number. */
function isFormula(text: string): boolean {
  return FORMULA.test(text) && !NUMBER.test(text);
}

/** A field as RFC 4180 writes it, in quotes where it needs them. */
function csvField(text: string): string {
  return /[",;\t\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Fields of text that others wrote: formulas are disarmed by an apostrophe in front, and counted. */
export class GuardedFields {
  /** How many fields have got an apostrophe. */
  guarded = 0;

  field(text: string): string {
    if (!isFormula(text)) return csvField(text);
    this.guarded++;
    return csvField(`'${text}`);
  }
}
