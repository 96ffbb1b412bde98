import { axisX, axisY, dot, plot, ruleX, ruleY, text } from "@observablehq/plot";
import { formatDate, formatMoneyCompact, formatNumber } from "@tideline/metrics";
import type { ChartOptions, MoneyOptions } from "../chart-options.ts";
import { chooseMarks } from "../choose-marks.ts";
import { missing } from "../missing.ts";
import { svgElement } from "../svg.ts";
import { fitText, textWidth } from "../text-width.ts";
import { fontSize, halo, theme } from "../theme.ts";
import { bandFill, type HealthBandName } from "./band-look.ts";

/** A renewal that is not decided. */
export type RiskBubble = HealthBandName & {
  key: string;
  name: string;
  /** YYYY-MM-DD. */
  due_on: string;
  state: "late" | "noticed" | "open";
  /** 0 to 100; null where unscored. */
  score: number | null;
  /** Monthly amount, minor units. */
  amount_minor: number;
};

export type RiskBubblesOptions = ChartOptions &
  MoneyOptions & {
    /** YYYY-MM-DD: what is due before it is late. */
    asOf: string;
    /** Borders of the bands in force. */
    bands: readonly (HealthBandName & { above: number; up_to: number })[];
    onSelect?: (key: string) => void;
  };

const day = 86_400_000;
const marginLeft = 34;

/**
 * Which large renewals come up in poor health? A bubble a renewal: the day its terms end across, health upward, the monthly
 * amount due as its area, the band as colour and letter; a ring where notice is given, late ones left of the as-of date,
 * unscored ones on a strip under the axis. Where there are many, those late or in the lowest band and the largest are drawn. Rows in any
 * order. No rows give a sentence instead. With `onSelect` the bubbles are buttons.
 * @example
 * riskBubbles([{ key: "1", name: "Acme", due_on: "2026-02-01", state: "open", band: "red", band_no: 1, score: 40, amount_minor: 100 }], { asOf: "2025-12-31", bands: [], currency: "USD", exponent: 2 }).getAttribute("aria-label") // => "Renewals to be decided by day due and health: 1 worth $1.00 a month."
 */
export function riskBubbles(
  rows: readonly RiskBubble[],
  options: RiskBubblesOptions,
): SVGSVGElement | HTMLElement {
  const { width = 640, document = globalThis.document, asOf, bands, onSelect } = options;
  if (rows.length === 0)
    return missing("Nothing is to be decided up to the end of the next quarter.", document);
  const most = width < 600 ? 60 : 160;
  const larger = (a: RiskBubble, b: RiskBubble) =>
    b.amount_minor - a.amount_minor || (a.key < b.key ? -1 : 1);
  const isUrgent = ({ band_no, state }: RiskBubble) => Number(band_no === 1 || state === "late");
  const shown = [...rows]
    .sort((a, b) => isUrgent(b) - isUrgent(a) || larger(a, b))
    .slice(0, most)
    .sort(larger);
  const height = options.height ?? Math.round(Math.min(440, Math.max(320, width * 0.5)));
  const highest = Math.max(0, ...bands.map(({ band_no }) => band_no), ...rows.map(({ band_no }) => band_no));
  const scores = shown.flatMap(({ score }) => (score === null ? [] : [score]));
  const low = Math.max(0, Math.floor(Math.min(90, ...scores) / 10) * 10);
  const strip = low - (100 - low) * 0.13;
  const hasStrip = scores.length < shown.length;
  const most_minor = Math.max(1, ...shown.map(({ amount_minor }) => amount_minor));
  const widest = width < 600 ? 18 : 26;
  const radius = ({ amount_minor }: RiskBubble) =>
    Math.max(2.5, widest * Math.sqrt(amount_minor / most_minor));
  const dates = shown.map(({ due_on }) => Date.parse(due_on));
  const start = Math.min(Date.parse(asOf), ...dates) - 5 * day;
  const domain = [new Date(start), new Date(Math.max(...dates, Date.parse(asOf)) + 8 * day)];
  const money = (row: RiskBubble) => formatMoneyCompact(row.amount_minor, options);
  const said = (row: RiskBubble) =>
    `${row.name}: ${money(row)} a month ${row.state === "late" ? "was due" : "due"} ${formatDate(row.due_on)}, ${row.band}${row.score === null ? "" : ` ${formatNumber(row.score, { digits: 0 })}`}${row.state === "noticed" ? ", notice given" : row.state === "late" ? ", late" : ""}`;
  const fill = (row: HealthBandName) => (row.band_no === 0 ? theme.muted : bandFill(row, highest, "none"));
  const at = (row: RiskBubble) => ({ x: new Date(row.due_on), y: row.score ?? strip, row });
  const points = shown.map(at);
  const borders = bands.map(({ up_to }) => up_to).filter((border) => border > low && border < 100);
  const zones = bands
    .filter(({ up_to }) => up_to > low)
    .map(({ band, above, up_to }) => ({ band, y: (Math.max(above, low) + up_to) / 2 }));
  const names = [...zones.map(({ band }) => band), hasStrip ? "unscored" : ""];
  const marginRight = Math.max(...names.map((name) => textWidth(name))) + 12;
  const root = plot({
    document,
    width,
    height,
    marginLeft,
    marginRight,
    marginTop: 24,
    marginBottom: 34,
    className: "risk",
    x: { type: "utc", domain },
    y: { domain: [hasStrip ? strip - (100 - low) * 0.05 : low, 100] },
    r: { type: "identity" },
    marks: [
      ruleY(borders, { stroke: theme.hairline, strokeDasharray: "4 3" }),
      ruleY([low], { stroke: theme.ink }),
      axisX({ anchor: "bottom", ticks: width < 600 ? 4 : 7, tickSize: 3, label: null }),
      axisY({ ticks: [low, ...borders, 100], tickSize: 0, label: null }),
      ruleX([new Date(asOf)], { stroke: theme.ink, strokeDasharray: "2 2" }),
      text([{ x: new Date(asOf) }], {
        x: "x",
        frameAnchor: "top",
        dy: -14,
        text: () => `as of ${formatDate(asOf)}`,
        textAnchor: "start",
      }),
      text(zones, {
        y: "y",
        frameAnchor: "right",
        textAnchor: "start",
        dx: 8,
        text: "band",
        fontWeight: 600,
      }),
      hasStrip
        ? text([strip], {
            y: strip,
            frameAnchor: "right",
            textAnchor: "start",
            dx: 8,
            text: () => "unscored",
          })
        : null,
      dot(points, {
        x: "x",
        y: "y",
        r: ({ row }) => radius(row),
        fill: ({ row }) => fill(row),
        fillOpacity: 0.55,
        stroke: ({ row }) => (row.state === "noticed" ? theme.ink : theme.paper),
        strokeWidth: ({ row }) => (row.state === "noticed" ? 2 : 0.75),
        sort: null,
      }),
      text(
        points.filter(({ row }) => radius(row) >= 9),
        {
          x: "x",
          y: "y",
          text: ({ row }) => row.band.charAt(0).toUpperCase(),
          fontWeight: 600,
        },
      ),
    ],
    color: { type: "identity" },
  }) as SVGSVGElement;
  dress(root, document, {
    isInteractive: onSelect !== undefined,
    label: `Renewals to be decided by day due and health: ${formatNumber(rows.length)} worth ${formatMoneyCompact(
      rows.reduce((sum, { amount_minor }) => sum + amount_minor, 0),
      options,
    )} a month.`,
    description: shown.slice(0, 40).map(said).join("; "),
  });
  const circles = [...root.querySelectorAll<SVGCircleElement>("circle")];
  for (const [index, circle] of circles.entries()) {
    const row = shown[index];
    if (!row) continue;
    circle.setAttribute("class", "chart-cell");
    circle.setAttribute("data-key", row.key);
    circle.setAttribute("data-band", row.band);
    circle.setAttribute("data-value", String(row.amount_minor));
    circle.setAttribute("data-tip", said(row).replace(": ", "\n"));
  }
  if (onSelect)
    chooseMarks(
      circles.flatMap((element, index) => {
        const row = shown[index];
        if (!row) return [];
        const column = Number(element.getAttribute("cx"));
        return [{ element, column, row: index, label: said(row), onSelect: () => onSelect(row.key) }];
      }),
    );
  nameLargest(root, { document, shown, circles, right: width - marginRight });
  return root;
}

/** What every figure of the site has: names for readers and machines, fonts, and no style sheet of its own. */
function dress(
  root: SVGSVGElement,
  document: Document,
  { isInteractive, label, description }: { isInteractive: boolean; label: string; description: string },
): void {
  for (const style of root.querySelectorAll("style")) style.remove();
  const attributes = {
    class: "chart",
    role: isInteractive ? "group" : "img",
    "aria-label": label,
    "font-family": theme.font,
    "font-size": String(fontSize),
    "font-variant-numeric": "tabular-nums",
    fill: theme.ink,
    ...(isInteractive ? { "aria-roledescription": "chart" } : {}),
  };
  for (const [name, value] of Object.entries(attributes)) root.setAttribute(name, value);
  // Plot gives its groups names of their own; the figure's is enough, and its texts are said by the bubbles.
  for (const group of root.querySelectorAll("g")) {
    group.removeAttribute("aria-label");
    group.removeAttribute("aria-description");
  }
  for (const word of root.querySelectorAll("text")) word.setAttribute("pointer-events", "none");
  root.prepend(svgElement(document, "desc", {}, description));
}

/** The names of the largest that are in the lowest band or noticed, beside them where they cover no name and no other bubble's middle. */
function nameLargest(
  root: SVGSVGElement,
  {
    document,
    shown,
    circles,
    right,
  }: {
    document: Document;
    shown: readonly RiskBubble[];
    circles: readonly SVGCircleElement[];
    right: number;
  },
): void {
  const taken: { x: number; y: number; width: number }[] = [];
  const place = (element: SVGCircleElement, name: string) => Number(element.getAttribute(name));
  for (const [index, row] of shown.entries()) {
    const circle = circles[index];
    if (taken.length >= (right < 600 ? 2 : 6)) break;
    if (!circle || (row.band_no !== 1 && row.state !== "noticed")) continue;
    const name = fitText(row.name, 150);
    const width = textWidth(name);
    const radius = place(circle, "r");
    const y = place(circle, "cy") + 4;
    const isFree = (x: number) =>
      x >= marginLeft + 2 &&
      x + width <= right &&
      !taken.some((one) => Math.abs(one.y - y) < 14 && x < one.x + one.width && one.x < x + width) &&
      !circles.some((one) => {
        const [across, down] = [place(one, "cx") - x, place(one, "cy") + 4 - y];
        return one !== circle && across > 0 && across < width && Math.abs(down) < 8;
      });
    // A name beside a larger bubble would be taken for that one's.
    const isWithin = circles.slice(0, index).some((larger) => {
      const [across, down] = [
        place(larger, "cx") - place(circle, "cx"),
        place(larger, "cy") - place(circle, "cy"),
      ];
      return Math.hypot(across, down) < place(larger, "r") + radius;
    });
    if (isWithin) continue;
    const sides = [place(circle, "cx") + radius + 4, place(circle, "cx") - radius - 4 - width];
    const x = sides.find(isFree);
    // No room on either side: the bubble says its name when it is pointed at.
    if (x === undefined) continue;
    taken.push({ x, y, width });
    root.append(
      svgElement(
        document,
        "text",
        { x, y, "text-anchor": "start", "pointer-events": "none", class: "chart-name", ...halo },
        name,
      ),
    );
  }
}
