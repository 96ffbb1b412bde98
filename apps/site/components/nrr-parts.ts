import { decomposeNrr, type Ledger, retention } from "@tideline/metrics";
import { monthNumber } from "./calendar.ts";
import { figures } from "./figures.ts";
import type { Series } from "./series.ts";
import { isWhole } from "./state.ts";
import type { View } from "./view.ts";

/** A method of NRR, or a step between two of them, with what it is. */
export interface NrrPart {
  key: "cohort" | "returned" | "won_since" | "bridge" | "chaining" | "compounded";
  name: string;
  /** The method's rate, or the step's signed difference of rates. */
  rate: number | null;
  is_method: boolean;
  explanation: string;
}

const methods = {
  cohort: {
    key: "cohort",
    name: "Cohort",
    is_method: true,
    explanation:
      "What the customers of twelve months before pay now: the gone 0, the returned what they pay. The headline.",
  },
  bridge: {
    key: "bridge",
    name: "Bridge",
    is_method: true,
    explanation: "The year's expansion less its losses over the opening, whoever they came from.",
  },
  compounded: {
    key: "compounded",
    name: "Compounded",
    is_method: true,
    explanation: "Twelve one-month bridges multiplied: the pace of the year, not the fate of a group.",
  },
} as const;

/** The three methods of a year's NRR without the steps between them: what is known of them before a ledger is there. */
export function nrrMethods(series: Series, key: string): NrrPart[] {
  return [
    { ...methods.cohort, rate: figures.nrr.value(series, key) },
    { ...methods.bridge, rate: figures.nrr_bridge.value(series, key) },
    { ...methods.compounded, rate: figures.nrr_compounded.value(series, key) },
  ];
}

/**
 * The three methods of a year's NRR in reading order (cohort, bridge, compounded) with the steps between them; none
 * before the ledger is there, or where the twelve months or their opening are not. The methods alone where the steps are
 * not told apart (`whyNoSteps`). `on` gives ledger and customers of another basis than the one shown.
 */
export function nrrParts(view: View, on: { ledger: Ledger | null; series: Series } = view): NrrPart[] {
  const { state, period } = view;
  const { ledger, series } = on;
  const months = series.trailing(monthNumber(period.last_month), 12);
  if (!ledger || !months) return [];
  if (ledger.has_fx) return nrrMethods(series, state.to);
  const rows = retention(ledger, { horizonMonths: 12, ...view.chosen });
  const row = rows.find(({ report_month }) => report_month === period.last_month);
  if (!row?.opening_minor) return [];
  // A contract that came to the chosen customers, or left them, is theirs then for the one and not for the other.
  if (months[0]?.opening_minor !== row.opening_minor) return nrrMethods(series, state.to);
  const parts = decomposeNrr(months, row);
  const minus = (rate: number | null) => (rate === null ? null : -rate);
  return [
    { ...methods.cohort, rate: parts.cohort },
    {
      key: "returned",
      name: "Came back",
      rate: minus(parts.returned),
      is_method: false,
      explanation:
        "Customers of then who left and came back: the cohort counts them, the bridge books them as reactivation.",
    },
    {
      key: "won_since",
      name: isWhole(state) ? "Won since" : "Won or relabelled since",
      rate: minus(parts.won_since),
      is_method: false,
      explanation: "What customers won since then added and lost: the bridge counts it, the cohort does not.",
    },
    { ...methods.bridge, rate: parts.bridge },
    {
      key: "chaining",
      name: "Month on month",
      rate: parts.chaining,
      is_method: false,
      explanation:
        "Each month is measured against its own opening instead of the one of twelve months before.",
    },
    { ...methods.compounded, rate: parts.compounded },
  ];
}

/** Why the methods stand without the steps between them, as a sentence with a space before it. */
export const whyNoSteps = (ledger: Ledger): string =>
  ledger.has_fx
    ? " Balances follow exchange rates, and the steps between the methods are not told apart then."
    : " Within these twelve months a contract passed between a customer chosen and one who is not: the cohort begins with who has it now, the bridge with who had it, and the steps between them are not told apart.";
