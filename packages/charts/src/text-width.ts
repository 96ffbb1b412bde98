import { fontSize } from "./theme.ts";

/** Advance widths of Inter 600 for ASCII 32 to 126, in hundredths of an em; digits are tabular. Measured in Chromium. */
const widths = (
  "25 32 52 64 65 100 66 33 37 37 54 67 32 47 32 38 " +
  "66 66 66 66 66 66 66 66 66 66 32 33 67 67 67 54 " +
  "100 73 66 74 72 61 59 75 75 28 58 70 57 92 76 77 65 77 65 65 66 74 73 102 72 71 65 37 38 37 48 47 " +
  "35 57 62 58 62 59 39 63 61 26 26 57 26 90 61 61 62 62 40 55 35 61 59 84 57 59 57 45 36 45 67"
)
  .split(" ")
  .map(Number);

const otherWidth = 70;

/**
 * How wide a label is, in px, without a page to measure it in: the widths of Inter semi-bold, so that regular text and
 * the usual system fonts are not wider. Characters beyond ASCII count as 0.7 em, wide East Asian ones as 1 em.
 * @example
 * textWidth("Churn") // => 33
 */
export function textWidth(text: string, size: number = fontSize): number {
  let sum = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (code === 0xa0) sum += 25;
    else if (code >= 0x1100 && code !== 0x2212 && code !== 0x2013 && code > 0x2e80) sum += 100;
    else sum += widths[code - 32] ?? otherWidth;
  }
  return Math.ceil((sum * size) / 100);
}

/** The text, shortened with an ellipsis so that it is at most `room` px wide; "" when not even that fits. */
export function fitText(text: string, room: number, size: number = fontSize): string {
  if (textWidth(text, size) <= room) return text;
  const characters = [...text];
  while (characters.length > 0) {
    characters.pop();
    const shortened = `${characters.join("").trimEnd()}…`;
    if (textWidth(shortened, size) <= room) return characters.length === 0 ? "" : shortened;
  }
  return "";
}
