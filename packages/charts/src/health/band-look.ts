import { hatch } from "../hatch.ts";
import { theme } from "../theme.ts";

/** A band of health: its name and its place, the lowest 1; 0 is unscored, 99 new or churned. */
export type HealthBandName = { band: string; band_no: number };

/** What charts of bands take. */
export type BandOptions = {
  /** How many bands the configuration has; default as many as stand in the rows, of which the last is then called good. */
  bands?: number | undefined;
};

/** The place of the highest band, though nobody may stand in it. */
export const highestBand = (
  rows: readonly { band_no: number | null }[],
  { bands = 0 }: BandOptions,
): number => Math.max(bands, ...rows.map(({ band_no }) => band_no ?? 0));

/** The fill of a band: from loss to gain; what is not scored is striped by `unscoredPattern`. */
export function bandFill(
  { band_no }: Pick<HealthBandName, "band_no">,
  highest: number,
  patternId: string,
): string {
  if (band_no === 0) return `url(#${patternId})`;
  if (band_no >= highest) return theme.gain;
  if (band_no === 1) return theme.loss;
  return band_no * 2 <= highest
    ? theme.lossTint
    : band_no === highest - 1 && highest > 3
      ? theme.gainTint
      : amber;
}

/** Neither good nor bad: between the two. */
const amber = "var(--middle, #c99a2e)";

/** The stripes of what is not scored. */
export const unscoredPattern = (document: Document, id: string): SVGPatternElement =>
  hatch(document, id, theme.hairline, theme.paper);

/** Text on it: the ground is the same on dark paper and on light. */
const onAmber = "#15202b";

/** Text on a band's fill; striped and tinted grounds take ink. */
export function bandInk(band: Pick<HealthBandName, "band_no">, highest: number): string {
  if (bandFill(band, highest, "") === amber) return onAmber;
  return band.band_no === 0 || (band.band_no !== 1 && band.band_no < highest) ? theme.ink : theme.paper;
}
