import { svgElement, svgText } from "../svg.ts";
import { textWidth } from "../text-width.ts";
import { lineHeight, theme } from "../theme.ts";
import { bandFill, type HealthBandName } from "./band-look.ts";

const swatch = 10;

/** The names of bands beside their fills, in lines from `left` to `width` at the top of a chart; no band takes no room. */
export function bandKey(
  document: Document,
  bands: readonly HealthBandName[],
  { left, width, highest, pattern }: { left: number; width: number; highest: number; pattern: string },
): { marks: SVGElement[]; height: number } {
  if (bands.length === 0) return { marks: [], height: 0 };
  let [x, line] = [left, 0];
  const marks = bands.flatMap((band) => {
    const span = swatch + 4 + textWidth(band.band);
    if (x > left && x + span > width) [x, line] = [left, line + 1];
    const y = line * (lineHeight + 3);
    const fill = svgElement(document, "rect", {
      x,
      y: y + 3,
      width: swatch,
      height: swatch,
      fill: bandFill(band, highest, pattern),
      stroke: band.band_no === 0 ? theme.muted : null,
      "stroke-width": band.band_no === 0 ? 0.5 : null,
    });
    const text = svgText(document, x + swatch + 4, y + 12, band.band);
    x += span + 12;
    return [fill, text];
  });
  return { marks, height: (line + 1) * (lineHeight + 3) + 2 };
}
