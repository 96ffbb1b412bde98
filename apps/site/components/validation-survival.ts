import {
  formatDate,
  formatPercent,
  kaplanMeier,
  logRank,
  numbersAtRisk,
  type SurvivalCurve,
  survivalAt,
} from "@tideline/metrics";
import { loadCohortCharts } from "./cohort-charts.ts";
import { h } from "./dom.ts";
import { figure } from "./frame.ts";
import { type Measured, number } from "./number.ts";
import type { Page } from "./page.ts";
import { anniversary } from "./survival-style.ts";
import { type Validation, validationStyle } from "./validation-data.ts";
import { fewOutcomes, noneLeftWords } from "./validation-verdicts.ts";

interface BandCurve {
  band: string;
  band_no: number;
  curve: SurvivalCurve;
}

/** The day twelve whole months after the landmark are over, in every year. */
const months = [0, 3, 6, 9, 12] as const;
const inks = ["var(--loss, #b5432a)", "var(--ink, #15202b)", "var(--gain, #0b7a6b)"];

function inkOf({ band_no }: BandCurve, highest: number): string | undefined {
  if (band_no === 0) return "var(--muted, #667380)";
  return band_no === 1 ? inks[0] : band_no === highest ? inks[2] : inks[1];
}

/** Who was still there a year on, by the band of health on the day a year back. */
export function validationSurvival(page: Page, { stays }: Validation): HTMLElement {
  const observations = stays.map(({ band, duration_days, is_event, customers }) => ({
    group: band,
    duration: duration_days,
    event: is_event,
    count: customers,
  }));
  const places = new Map(stays.map(({ band, band_no }) => [band, band_no]));
  const highest = Math.max(0, ...places.values());
  const rows = kaplanMeier(observations)
    .map((curve): BandCurve => {
      const band = curve.group ?? "";
      return { band, band_no: places.get(band) ?? 0, curve };
    })
    .sort((a, b) => (a.band_no || 1000) - (b.band_no || 1000));
  const landmark = stays[0]?.landmark_on;
  const style = {
    ...validationStyle(page),
    basis: `customers active on live ${landmark ? formatDate(landmark) : ""}, followed to the end of the last month`,
  };
  const at = ({ band, curve }: BandCurve, of: "survival" | "lower" | "upper" = "survival"): Measured => {
    const end = Math.min(anniversary(12), curve.steps.at(-1)?.time ?? 0);
    const found = survivalAt(curve, end);
    return {
      value: found?.[of] ?? null,
      unit: "rate",
      mart: "health__survival",
      key: `survivalAt ${of === "survival" ? "" : `${of} `}${end} days ${band}`,
      method: `Kaplan-Meier${found?.lower != null && found.upper !== null ? `, log-log 95 % interval ${formatPercent(found.lower)} to ${formatPercent(found.upper)}` : ""}`,
      reason: "the method gives no limit here",
    };
  };
  const count = ({ band, curve }: BandCurve, key: "observations" | "events"): Measured => ({
    value: curve[key],
    unit: "count",
    mart: "health__survival",
    key: `${key} ${band}`,
    method: key === "events" ? "first churn or archive since" : "customers followed",
  });
  return figure<BandCurve>(page, "Survival by band", (view) => {
    if (landmark === undefined) return null;
    const telling = rows.filter(({ band_no, curve }) => band_no > 0 && curve.observations >= fewOutcomes);
    const [low, high] = [telling[0], telling.at(-1)];
    const followed = observations.reduce((sum, one) => sum + one.count, 0);
    const hasEvents = observations.some(({ event }) => event);
    const all = number(
      {
        value: followed,
        unit: "count",
        mart: "health__survival",
        key: "observations",
        method: "customers followed",
      },
      style,
    );
    const [before, after] = noneLeftWords(followed, formatDate(landmark));
    const p = rows.length > 1 ? logRank(observations).p : null;
    return {
      claim: rows.every(({ band_no }) => band_no === 0)
        ? [
            `Nobody had a score on ${formatDate(landmark)}, so no band can be followed from there: exports told too little then of `,
            all,
            followed === 1 ? " customer" : " customers",
          ]
        : !hasEvents
          ? [before, all, after]
          : low && high && low !== high
            ? [
                `Of those ${low.band} on ${formatDate(landmark)}, `,
                number(at(low), style),
                " were still there a year on, ",
                number(at(high), style),
                ` of the ${high.band}`,
                p === null
                  ? ""
                  : p < 0.05
                    ? "; the bands differ by more than chance"
                    : "; the bands may differ by chance",
              ]
            : "Who was still there a year on, by band",
      subtitle: `${view.company.name}, customers with live MRR on ${formatDate(landmark)}, by the band they stood in on that day · share still there, % · live, followed to the end of the last month`,
      draw: async (width) =>
        !hasEvents
          ? h("p.note", null, "There is no curve to draw: every band stands at 100 % to the end.")
          : (await loadCohortCharts()).survivalCurves(
              rows.map((row) => ({
                key: row.band,
                name: row.band,
                steps: row.curve.steps,
                atRisk:
                  numbersAtRisk(
                    observations.filter(({ group }) => group === row.band),
                    months.map(anniversary),
                  )[0]?.atRisk ?? [],
                ink: inkOf(row, highest),
              })),
              { width, months, renewals: [], interval: "log-log, 95 %", since: formatDate(landmark) },
            ),
      caveat:
        "Everybody is banded once, by what was known on that day (a landmark): by the last score those who leave would all be red. The event is the customer's: its first churn or archive. A renewal lost is another one: the customer may stay with its other lines. Who is still there counts as long as it was followed.",
      table: {
        columns: [
          { key: "band", name: "Band then", unit: "text", value: ({ band }) => band },
          {
            key: "observations",
            name: "Customers",
            unit: "count",
            value: ({ curve }) => curve.observations,
            cell: (row) => number(count(row, "observations"), style),
          },
          {
            key: "events",
            name: "Lost since",
            unit: "count",
            value: ({ curve }) => curve.events,
            cell: (row) => number(count(row, "events"), style),
          },
          ...(["survival", "lower", "upper"] as const).map((of) => ({
            key: of,
            name: of === "survival" ? "Still there, %" : of === "lower" ? "At least" : "At most",
            unit: "rate" as const,
            value: (row: BandCurve) => at(row, of).value,
            cell: (row: BandCurve) => number(at(row, of), style),
          })),
        ],
        rows,
      },
      definition: "survivalAt",
    };
  });
}
