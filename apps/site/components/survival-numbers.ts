import { formatPercent, type SurvivalCurve, survivalAt } from "@tideline/metrics";
import { plural } from "./format.ts";
import type { Measured } from "./number.ts";
import { fewCustomers } from "./rate-line.ts";
import { selectionKey } from "./style.ts";
import type { ShownCurve, ShownSurvival } from "./survival-data.ts";
import { anniversary, intervalWords } from "./survival-style.ts";
import type { View } from "./view.ts";

const nameIn = ({ key, name }: ShownCurve) => (key ? ` ${name}` : "");

/** The survival of a curve after so many months, or a limit of its interval. */
export function survivalAfter(
  view: View,
  shown: ShownSurvival,
  { one, months, of = "survival" }: { one: ShownCurve; months: number; of?: "survival" | "lower" | "upper" },
): Measured {
  const at = survivalAt(one.curve, anniversary(months));
  const limits =
    at && at.lower !== null && at.upper !== null
      ? `, ${intervalWords(view)} interval ${formatPercent(at.lower)} to ${formatPercent(at.upper)}`
      : "";
  return {
    value: at?.[of] ?? null,
    unit: "rate",
    mart: shown.mart,
    key: `survivalAt ${of === "survival" ? "" : `${of} `}${anniversary(months)} days${nameIn(one)}${selectionKey(view)}`,
    method: `Kaplan-Meier, ${plural(one.curve.observations, "customer")}${limits}`,
    reason: at ? "the method gives no limit here" : "nobody was followed for so long",
  };
}

/** How many were followed, or left. */
export function followed(
  view: View,
  shown: ShownSurvival,
  { one, column }: { one: ShownCurve; column: "observations" | "events" },
): Measured {
  return {
    value: one.curve[column],
    unit: "count",
    mart: shown.mart,
    key: `${column}${nameIn(one)}${selectionKey(view)}`,
    method: column === "events" ? "first churn or archive" : "customers followed",
  };
}

/** The median lifetime in days, or a limit of it. */
export function medianDays(
  view: View,
  shown: ShownSurvival,
  { one, of }: { one: ShownCurve; of: "time" | "lower" | "upper" },
): Measured {
  return {
    value: one.curve.median[of],
    unit: "count",
    mart: shown.mart,
    key: `medianLifetime ${of}${nameIn(one)}${selectionKey(view)}`,
    method: of === "time" ? "median lifetime, days" : `its ${intervalWords(view)} interval, days`,
    reason: of === "time" ? "more than half are still there" : "the limit never comes down to half",
  };
}

/** ", as far as the 3 tell who were followed for so long": nothing where they are enough for a rate. */
export function fewThen({ median, steps }: Pick<SurvivalCurve, "median" | "steps">): string {
  const atRisk = steps.find(({ time }) => time === median.time)?.atRisk;
  return atRisk === undefined || atRisk >= fewCustomers
    ? ""
    : `, as far as the ${atRisk === 1 ? "one customer tells who was" : `${atRisk} customers tell who were`} followed for so long`;
}
