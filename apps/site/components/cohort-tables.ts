import {
  type CohortMonthRow,
  type CohortOptions,
  type CohortTable,
  cohorts,
  cohortsFromMonths,
  formatPeriod,
  type Ledger,
  type PeriodGrain,
} from "@tideline/metrics";
import { type Basis, type Columns, rowsFromColumns } from "./data.ts";
import { isWhole } from "./state.ts";
import { ledgerMart } from "./style.ts";
import type { View } from "./view.ts";

/** A triangle of a view: its table, where it comes from, and how to ask the engine for the customers behind a cell. */
export interface ShownCohorts {
  table: CohortTable;
  mart: string;
  /** What the rows are: "start quarter" or a cut's title. */
  rows: string;
  options: CohortOptions;
  nameOf: (cohort: string) => string;
}

/** `cohorts__by_month` by basis: the first comes with the page, the other after its first view. */
export type CohortsFile = Partial<Record<Basis, Columns>>;

const known = new WeakMap<View, ShownCohorts>();
const rowsOf = new WeakMap<Columns, readonly CohortMonthRow[]>();

/** The rows of a basis; null where its file is not here yet. */
function monthsOf(file: CohortsFile, basis: Basis): readonly CohortMonthRow[] | null {
  const columns = file[basis];
  if (!columns) return null;
  const rows = rowsOf.get(columns) ?? rowsFromColumns<CohortMonthRow>(columns);
  rowsOf.set(columns, rows);
  return rows;
}

/** The last month a view looks at. */
export function untilMonth(view: View): string {
  return view.period.last_month.slice(0, 7);
}

/** The triangle of one set of options, over a ledger. */
export function cohortsOver(view: View, ledger: Ledger, options: CohortOptions): ShownCohorts {
  const { by } = options;
  const title = view.cutTitle ?? "";
  return {
    table: cohorts(ledger, options),
    mart: ledgerMart(view),
    rows: typeof by === "object" ? title : `start ${by}`,
    options,
    nameOf: (cohort) => (typeof by === "object" ? cohort || "(none)" : formatPeriod(cohort)),
  };
}

/**
 * The triangle of a view: rows are the labels of its cut, else start periods of its grain; of all customers from the mart,
 * of any others from the ledger. Null before the ledger is there, or where it holds no balances.
 */
export function shownCohorts(view: View, file: CohortsFile): ShownCohorts | null {
  const found = known.get(view);
  if (found) return found;
  const shown = makeShown(view, file);
  if (shown) known.set(view, shown);
  return shown;
}

const monthly = new WeakMap<View, ShownCohorts>();

/** The same customers by start month, whatever the rows are: what the average by age is made of. */
export function monthlyCohorts(view: View, file: CohortsFile): ShownCohorts | null {
  const found = monthly.get(view);
  if (found) return found;
  const { state, ledger, chosen } = view;
  const options = { by: "month" as const, until: untilMonth(view) };
  const made =
    isWhole(state) && view.product === undefined
      ? cohortsOfAll(view, file, options)
      : !ledger || ledger.has_fx
        ? null
        : cohortsOver(view, ledger, { ...options, ...chosen });
  if (made) monthly.set(view, made);
  return made;
}

/** The triangle of all customers by start period, from the mart; null where the rows of the basis are not here yet. */
function cohortsOfAll(
  view: View,
  file: CohortsFile,
  options: { by: PeriodGrain; until: string },
): ShownCohorts | null {
  const rows = monthsOf(file, view.state.basis);
  if (!rows) return null;
  return {
    table: cohortsFromMonths(rows, { ...options, currency: view.company.currency }),
    mart: "cohorts__by_month",
    rows: `start ${options.by}`,
    options,
    nameOf: (cohort) => formatPeriod(cohort),
  };
}

function makeShown(view: View, file: CohortsFile): ShownCohorts | null {
  const { state, ledger, chosen } = view;
  const until = untilMonth(view);
  const isByLabel = state.cut !== null && state.label === null;
  const isOfAll = !isByLabel && isWhole(state) && view.product === undefined;
  if (isOfAll) return cohortsOfAll(view, file, { by: state.by, until });
  if (!ledger || ledger.has_fx) return null;
  const by = isByLabel && state.cut ? { cut: state.cut } : state.by;
  return cohortsOver(view, ledger, { by, until, ...chosen });
}

/** The ages a page shows: every so many months, up to the oldest cell of a table. */
export function shownAges(view: View, { rows, average }: CohortTable): number[] {
  const oldest = average.findLastIndex((cell) => cell !== null);
  const asked = Number(view.state.own.every ?? 0);
  const step = asked > 0 ? asked : oldest > 18 ? 3 : 1;
  if (rows.length === 0) return [];
  return Array.from({ length: Math.floor(oldest / step) + 1 }, (_, index) => index * step);
}
