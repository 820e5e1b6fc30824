/** The characters that a table is drawn with. */
export interface Glyphs {
  readonly dash: string;
  readonly atMost: string;
  readonly none: string;
  /** A bar for a share of the full width, 0 to 1. */
  bar(share: number): string;
}

const BAR_WIDTH = 16;
const EIGHTHS = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

const UNICODE: Glyphs = {
  dash: "–",
  atMost: "≤ ",
  none: "–",
  bar(share) {
    const eighths = Math.round(share * BAR_WIDTH * 8);
    return "█".repeat(Math.floor(eighths / 8)) + EIGHTHS[eighths % 8];
  },
};

const ASCII: Glyphs = {
  dash: "-",
  atMost: "<= ",
  none: "-",
  bar: (share) => "#".repeat(Math.round(share * BAR_WIDTH)),
};

/** Unicode, unless the environment states a locale of another encoding. */
export function glyphsFor(env: NodeJS.ProcessEnv): Glyphs {
  const locale = env["LC_ALL"] || env["LC_CTYPE"] || env["LANG"] || "";
  return locale === "" || /utf-?8/i.test(locale) ? UNICODE : ASCII;
}
