import { formatDate } from "@tideline/metrics";
import { loadCohortCharts } from "./cohort-charts.ts";
import type { Child } from "./dom.ts";
import { figure } from "./frame.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import type { Column } from "./table.ts";
import {
  areaOf,
  lostShare,
  type Order,
  type PastBand,
  type Validation,
  validationStyle,
} from "./validation-data.ts";
import { fewOutcomes, isTooFew, toldBy } from "./validation-verdicts.ts";

const horizonName = (days: number) => `${days} days before`;

/** How well the order of the scores told the lost from the kept, at each horizon. */
export function validationOrder(page: Page, { orders }: Validation): HTMLElement {
  const style = validationStyle(page);
  return figure<Order>(page, "Order of the scores", (view) => {
    if (orders.length === 0) return null;
    const told = orders.filter((order) => ["little", "fairly", "well"].includes(toldBy(order)));
    const best = [...told].sort((a, b) => Number(areaOf(b).value) - Number(areaOf(a).value))[0];
    const area = (of: "auc" | "lower" | "upper", name: string): Column<Order> => ({
      key: of === "auc" ? "auc" : `auc_${of}`,
      name,
      unit: "rate",
      value: (order) => areaOf(order, of).value,
      cell: (order) => number(areaOf(order, of), style),
    });
    const count = (key: "decisions" | "lost", name: string): Column<Order> => ({
      key,
      name,
      unit: "count",
      value: (order) => order[key],
      cell: (order) =>
        number(
          {
            value: order[key],
            unit: "count",
            mart: "health__validation_order",
            key: `${key} ${order.horizon_days} days`,
            method: key === "lost" ? "renewals lost" : "renewals decided whose customer had a score",
          },
          style,
        ),
    });
    return {
      claim: best
        ? [
            `The score told most ${horizonName(best.horizon_days)} the decision: in `,
            number(areaOf(best), style),
            " of the pairs the lost one had scored lower",
          ]
        : orders.every(isTooFew)
          ? "Too few were lost or kept to say whether the score told them apart"
          : "At no distance did the score tell the lost from the kept by more than chance",
      subtitle: `${view.company.name}, renewals decided whose customer had a score · how often the lost one of a pair had scored lower (area under the ROC curve), %, and its 95 % interval · as of ${formatDate(view.company.as_of)}`,
      draw: async (width) =>
        (await loadCohortCharts()).intervalDots(
          orders.map((order) => ({
            group: "",
            label: horizonName(order.horizon_days),
            band_no: null,
            value: areaOf(order).value,
            lower: areaOf(order, "lower").value,
            upper: areaOf(order, "upper").value,
            count: order.decisions,
            isFew: isTooFew(order),
          })),
          {
            width,
            measure: "Area under the ROC curve",
            counted: "renewals",
            reference: { value: 0.5, label: "a coin: 50 %" },
            domain: [Math.min(0.3, ...orders.map((order) => areaOf(order, "lower").value ?? 1)), 1],
            fewText: `fewer than ${fewOutcomes} lost or kept`,
          },
        ),
      caveat: `100 %: every lost renewal had scored lower than every kept one. 50 %: the score says nothing. Each score is that of the last month's end on or before the day, from what was known then; scores as they are known now would look ahead. The interval (DeLong) takes renewals as independent, though a customer may have several.`,
      table: {
        columns: [
          {
            key: "horizon_days",
            name: "Days before the decision",
            unit: "count",
            value: ({ horizon_days }) => horizon_days,
          },
          count("decisions", "Renewals"),
          count("lost", "Lost"),
          area("auc", "Area, %"),
          area("lower", "At least"),
          area("upper", "At most"),
        ],
        rows: orders,
      },
      definition: "aucOfPairs",
    };
  });
}

function bandClaim(bands: readonly PastBand[], style: ReturnType<typeof validationStyle>): Child {
  const nearest = Math.min(...bands.map(({ horizon_days }) => horizon_days));
  const scored = bands.filter(
    ({ horizon_days, band_no, decisions }) =>
      horizon_days === nearest && band_no > 0 && decisions >= fewOutcomes,
  );
  const [low, high] = [scored[0], scored.at(-1)];
  const near = bands.filter(({ horizon_days }) => horizon_days === nearest);
  const sum = (key: "decisions" | "lost") => near.reduce((all, row) => all + row[key], 0);
  const count = (key: "decisions" | "lost") =>
    number(
      {
        value: sum(key),
        unit: "count",
        mart: "health__validation_by_band",
        key: `${key} ${nearest} days`,
        method: key === "lost" ? "renewals lost, of all bands" : "renewals decided, of all bands",
      },
      style,
    );
  if (isTooFew({ decisions: sum("decisions"), lost: sum("lost") }))
    return [
      count("lost"),
      " of ",
      count("decisions"),
      " renewals were lost: too few were of the other kind to tell the bands apart",
    ];
  if (!low || !high || low === high) return "What became of each band's renewals";
  return [
    `${nearest} days before the decision, `,
    number(lostShare(low), style),
    ` of the ${low.band} were about to be lost, `,
    number(lostShare(high), style),
    ` of the ${high.band}`,
  ];
}

/** Which share of each band was lost, at each horizon, with its interval. */
export function validationBands(page: Page, { bands }: Validation): HTMLElement {
  const style = validationStyle(page);
  const rows = [...bands].sort(
    (a, b) => a.horizon_days - b.horizon_days || (a.band_no || 1000) - (b.band_no || 1000),
  );
  return figure<PastBand>(page, "Lost by band", (view) => {
    if (rows.length === 0) return null;
    const share = (of: "share" | "lower" | "upper", name: string): Column<PastBand> => ({
      key: of === "share" ? "lost_share" : `lost_${of}`,
      name,
      unit: "rate",
      value: (row) => lostShare(row, of).value,
      cell: (row) => number(lostShare(row, of), style),
    });
    const sum = (key: "decisions" | "lost" | "due_minor" | "lost_minor", name: string): Column<PastBand> => ({
      key,
      name,
      unit: key.endsWith("_minor") ? "money" : "count",
      value: (row) => row[key],
      cell: (row) =>
        number(
          {
            value: row[key],
            unit: key.endsWith("_minor") ? "money" : "count",
            mart: "health__validation_by_band",
            key: `${key} ${row.horizon_days} days ${row.band}`,
            method: name.toLowerCase(),
          },
          style,
        ),
    });
    return {
      claim: bandClaim(rows, style),
      subtitle: `${view.company.name}, renewals decided, by the band the customer stood in · share lost (cancelled, or left with read-only fees), %, and its 95 % interval · as of ${formatDate(view.company.as_of)}`,
      draw: async (width) =>
        (await loadCohortCharts()).intervalDots(
          rows.map((row) => ({
            group: `${horizonName(row.horizon_days)} the decision`,
            label: row.band,
            band_no: row.band_no,
            value: lostShare(row).value,
            lower: lostShare(row, "lower").value,
            upper: lostShare(row, "upper").value,
            count: row.decisions,
          })),
          { width, bands: page.summary.health_bands, measure: "Lost by band", counted: "renewals" },
        ),
      caveat:
        "A band that was acted on looks less dangerous than it was: customer success calls whom the score flags and saves some of them, so of the red fewer are lost than if nobody had looked. A renewal is of the lines due on one day: where it is lost, the customer may stay with others. Intervals: Wilson.",
      table: {
        columns: [
          {
            key: "horizon_days",
            name: "Days before",
            unit: "count",
            value: ({ horizon_days }) => horizon_days,
          },
          { key: "band", name: "Band", unit: "text", value: ({ band }) => band },
          sum("decisions", "Decided"),
          sum("lost", "Lost"),
          share("share", "Share lost, %"),
          share("lower", "At least"),
          share("upper", "At most"),
          sum("due_minor", "Due a month"),
          sum("lost_minor", "Of it lost"),
        ],
        rows,
      },
      definition: "aucOfPairs",
    };
  });
}
