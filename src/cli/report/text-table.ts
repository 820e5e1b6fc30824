/** A column of a table for people. */
export interface TextColumn {
  readonly title: string;
  readonly align: "left" | "right";
}

/** Rows as text in columns, without trailing blanks. */
export function textTable(columns: readonly TextColumn[], rows: readonly (readonly string[])[]): string[] {
  const all = [columns.map(({ title }) => title), ...rows];
  const widths = columns.map((_, c) => all.reduce((most, row) => Math.max(most, widthOf(row[c] ?? "")), 0));
  return all.map((row) =>
    columns
      .map(({ align }, c) => {
        const text = row[c] ?? "";
        const blanks = " ".repeat(widths[c] - widthOf(text));
        return align === "left" ? text + blanks : blanks + text;
      })
      .join("  ")
      .trimEnd(),
  );
}

/** How many cells of a terminal a text takes: Chinese, Japanese and Korean characters two, marks none. */
function widthOf(text: string): number {
  let width = 0;
  for (const char of text) width += WIDE.test(char) ? 2 : MARK.test(char) ? 0 : 1;
  return width;
}

const WIDE =
  /[\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\ua960-\ua97f\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff01-\uff60\uffe0-\uffe6\u{1f300}-\u{1faff}\u{20000}-\u{3fffd}]/u;
const MARK = /\p{M}/u;
