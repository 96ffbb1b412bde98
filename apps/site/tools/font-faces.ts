/** Inter's ascent and descent, in shares of its size. */
const inter = { ascent: 0.969, descent: 0.241 };

/**
 * How much wider Inter is than Arial in the words and in the digits (tabular) of these pages. Measured in Chromium with
 * Liberation Sans, whose widths are Arial's.
 */
const stretches = [
  { weights: "100 599", face: "", text: 1.058, digits: 1.166 },
  { weights: "600 900", face: " Bold", text: 1.023, digits: 1.163 },
] as const;

const percent = (share: number) => `${(100 * share).toFixed(1)}%`;

function standIn(weights: string, face: string, stretch: number, range = ""): string {
  const local = [`Arial${face}`, `Liberation Sans${face}`].map((name) => `local("${name}")`).join(",");
  return `@font-face{font-family:"Inter stand-in";font-weight:${weights};src:${local};size-adjust:${percent(stretch)};ascent-override:${percent(inter.ascent / stretch)};descent-override:${percent(inter.descent / stretch)};line-gap-override:0%${range}}`;
}

/**
 * The faces of the pages' type: Inter, and what stands in for it until it is there, a font of the reader's own made as
 * wide, so that next to nothing moves when Inter comes. Digits are stretched apart: they fill the tables.
 *
 * @example
 * fontFaces("/inter.woff2"); // '@font-face{font-family:"Inter";…'
 */
export function fontFaces(address: string): string {
  const digits = ";unicode-range:U+30-39";
  const standIns = stretches.flatMap(({ weights, face, text, digits: wide }) => [
    standIn(weights, face, text),
    standIn(weights, face, wide, digits),
  ]);
  return `@font-face{font-family:"Inter";font-style:normal;font-weight:100 900;font-display:swap;src:url("${address}") format("woff2")}${standIns.join("")}`;
}
