import {
  type CohortCell,
  cohortArpa,
  formatMoneyCompact,
  formatNumber,
  formatPercent,
  grrCohort,
  logoRetention,
  nrrCohort,
} from "@tideline/metrics";
import type { Unit } from "./number.ts";
import type { View } from "./view.ts";
import { mrrWord } from "./words.ts";

/** The four triangles; the first is shown first. */
export const cohortMeasures = ["nrr", "grr", "logos", "arpa"] as const;
export type CohortMeasureId = (typeof cohortMeasures)[number];

/** A triangle's number: of a cell, how it is read, and where it comes from. */
export interface CohortMeasure {
  name: string;
  /** What it says of the average, before and after the number: "the average cohort stands at … of the CMRR it began with". */
  lead: string;
  of: string;
  definition: string;
  unit: Unit;
  /** The columns it is made of, as the key names them. */
  column: string;
  method: string;
  value: (cell: CohortCell) => number | null;
  /** As it stands in a cell of a chart, and in words. */
  short: (value: number) => string;
  long: (value: number) => string;
}

/** ARPA now against ARPA then, of the same customers: 1 is what they began with. */
function arpaIndex(cell: CohortCell): number | null {
  const now = cohortArpa(cell);
  if (now === null || cell.opening_logos === 0 || cell.opening_minor === 0) return null;
  return now / (cell.opening_minor / cell.opening_logos);
}

/** What the page's choices ask for: a measure, in per cent of the beginning or in amounts. */
export function cohortMeasure(view: View): CohortMeasure {
  const { money, state } = view;
  const mrr = mrrWord(state.basis);
  const id = (state.own.measure ?? "nrr") as CohortMeasureId;
  const isShare = state.own.unit !== "amount";
  const percent = {
    unit: "rate" as const,
    short: (value: number) => formatNumber(100 * value, { digits: 0 }),
    long: (value: number) => formatPercent(value),
  };
  const amount = {
    unit: "money" as const,
    short: (value: number) => formatMoneyCompact(value, money, { symbol: false }),
    long: (value: number) => formatMoneyCompact(value, money),
  };
  const count = {
    unit: "count" as const,
    short: (value: number) => formatNumber(value, { digits: 0 }),
    long: (value: number) => formatNumber(value, { digits: 0 }),
  };
  const all: Record<CohortMeasureId, CohortMeasure> = {
    nrr: {
      name: isShare ? "Net revenue retention" : `${mrr} of the cohort`,
      lead: isShare ? "the average cohort stands at" : "all cohorts that old come to",
      of: isShare ? `of the ${mrr} it began with` : "a month",
      definition: "nrrCohort",
      column: isShare ? "nrrCohort" : "retained_minor",
      method: isShare ? `${mrr} at this age / ${mrr} in the first month` : `${mrr} at this age`,
      value: isShare ? nrrCohort : (cell) => cell.retained_minor,
      ...(isShare ? percent : amount),
    },
    grr: {
      name: isShare ? "Gross revenue retention" : `${mrr} kept without growth`,
      lead: isShare ? "the average cohort stands at" : "all cohorts that old have kept",
      of: isShare ? `of the ${mrr} it began with, growth left out` : "a month, growth left out",
      definition: "grrCohort",
      column: isShare ? "grrCohort" : "kept_minor",
      method: `sum over customers of min(now, then)${isShare ? ` / ${mrr} in the first month` : ""}`,
      value: isShare ? grrCohort : (cell) => cell.kept_minor,
      ...(isShare ? percent : amount),
    },
    logos: {
      name: isShare ? "Logo retention" : "Customers still there",
      lead: isShare ? "the average cohort stands at" : "of all cohorts that old there are still",
      of: isShare ? "of the customers who began" : "customers",
      definition: "logoRetention",
      column: isShare ? "logoRetention" : "kept_logos",
      method: `customers active in the first month and at this age${isShare ? " / active in the first month" : ""}`,
      value: isShare ? logoRetention : (cell) => cell.kept_logos,
      ...(isShare ? percent : count),
    },
    arpa: {
      name: isShare ? "ARPA against the first month's" : "ARPA",
      lead: "a customer of the average cohort stands at",
      of: isShare ? "of the first month's ARPA" : "a month",
      definition: "cohortArpa",
      column: isShare ? "cohortArpa / opening" : "cohortArpa",
      method: `${mrr} at this age / customers active at it${isShare ? ", against the same in the first month" : ""}`,
      value: isShare ? arpaIndex : cohortArpa,
      ...(isShare ? percent : amount),
    },
  };
  return all[id];
}
