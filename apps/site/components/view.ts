import {
  type Currency,
  type CutWaterfallRow,
  formatPeriod,
  type Ledger,
  type PeriodRow,
  type RetentionRow,
  retention,
  retentionByCut,
  type WaterfallRow,
  waterfall,
  waterfallByCut,
} from "@tideline/metrics";
import { monthNumber, periodKey, periodMonths } from "./calendar.ts";
import {
  type Basis,
  type Columns,
  type Company,
  retentionRows,
  rowsFromColumns,
  type Summary,
  waterfallRows,
} from "./data.ts";
import { makeSeries, type Series } from "./series.ts";
import { periodChoices, type ViewState } from "./state.ts";

/** Everything a component may show for one state of the address. */
export interface View {
  company: Company;
  money: Currency;
  state: ViewState;
  /** The movement ledger of the basis, once it has arrived. */
  ledger: Ledger | null;
  /** The selection: all customers, or those of the chosen label. */
  series: Series;
  /** The same customers on the live basis, for figures that are always live; null while a label's ledger is not there. */
  live: (series: Series) => Series | null;
  /** `waterfall__price_parts`, of all customers. */
  parts: Columns | null;
  /** The chosen cut with one series a label; null without a cut or before the ledger. */
  cut: { name: string; title: string; series: Series[] } | null;
  /** "Industry" of a cut asked for, whether or not the ledger is there. */
  cutTitle: string | null;
  period: PeriodRow;
  /** All periods of the grain up to the chosen one, oldest first. */
  periods: PeriodRow[];
  /** The selection in words: "all customers" or "Industry: Media". */
  who: string;
}

/** A month's row in which nothing stands and nothing happens. */
function nothing(month: WaterfallRow): WaterfallRow {
  const { report_month, basis, currency } = month;
  const zeros = Object.fromEntries(Object.keys(month).map((name) => [name, 0]));
  return { ...month, ...zeros, report_month, basis, currency };
}

/** What does not depend on the address: rows of the summary and, later, of the ledgers, made once a selection. */
export class ViewSource {
  readonly summary: Summary;
  readonly ledgers = new Map<Basis, Ledger>();
  /** `waterfall__by_cut`, where the ledgers hold no balances. */
  byCut: Columns | null = null;
  readonly #made = new Map<string, Series[]>();

  constructor(summary: Summary) {
    this.summary = summary;
  }

  #once(key: string, make: () => Series[]): Series[] {
    const known = this.#made.get(key) ?? make();
    this.#made.set(key, known);
    return known;
  }

  all(basis: Basis): Series {
    const [series] = this.#once(`all ${basis}`, () => {
      const kept = retentionRows(this.summary, basis);
      return [
        makeSeries(null, waterfallRows(this.summary, basis), (horizon) =>
          kept.filter((row) => row.horizon_months === horizon),
        ),
      ];
    });
    return series as Series;
  }

  /** The labels of a cut from its mart; months in which nothing stands may be missing there, and are filled. */
  #fromMart(basis: Basis, cut: string): Series[] {
    return this.#once(`mart ${basis} ${cut}`, () => {
      const rows = rowsFromColumns<CutWaterfallRow>(this.byCut ?? {}).filter(
        (row) => row.basis === basis && row.cut === cut,
      );
      const months = this.all(basis).rows;
      const labels = this.summary.cuts.find(({ name }) => name === cut)?.labels ?? [];
      return labels.map((label) => {
        const known = new Map(
          rows.filter((row) => row.label === label).map((row) => [row.report_month, row]),
        );
        const filled = months.map((month) => known.get(month.report_month) ?? nothing(month));
        return makeSeries(label, filled, () => []);
      });
    });
  }

  /** One series a label of a cut; none before the ledger of the basis is there. */
  labels(basis: Basis, cut: string): Series[] {
    const ledger = this.ledgers.get(basis);
    if (!ledger) return [];
    if (ledger.has_fx) return this.#fromMart(basis, cut);
    return this.#once(`cut ${basis} ${cut}`, () => {
      const kept = new Map<number, Map<string, readonly RetentionRow[]>>();
      const keptOf = (horizon: number) => {
        const found =
          kept.get(horizon) ??
          new Map(retentionByCut(ledger, cut, horizon).map(({ label, rows }) => [label, rows]));
        kept.set(horizon, found);
        return found;
      };
      return waterfallByCut(ledger, cut).map(({ label, rows }) =>
        makeSeries(label, rows, (horizon) => keptOf(horizon).get(label) ?? []),
      );
    });
  }

  /** The customers of one label; null before the ledger of the basis is there. */
  label(basis: Basis, cut: string, label: string): Series | null {
    const ledger = this.ledgers.get(basis);
    if (!ledger) return null;
    if (ledger.has_fx) return this.#fromMart(basis, cut).find((series) => series.label === label) ?? null;
    const [series] = this.#once(`label ${basis} ${cut} ${label}`, () => [
      makeSeries(label, waterfall(ledger, { cut, label }), (horizonMonths) =>
        retention(ledger, { horizonMonths, cut, label }),
      ),
    ]);
    return series as Series;
  }

  /** The view of a state; null while a label needs the ledger and it is not there, or when no month is reported. */
  view(state: ViewState): View | null {
    const { summary } = this;
    const { basis } = state;
    const ledger = this.ledgers.get(basis) ?? null;
    const cut = summary.cuts.find(({ name }) => name === state.cut) ?? null;
    const isFiltered = cut !== null && state.label !== null;
    const series =
      isFiltered && state.label !== null ? this.label(basis, cut.name, state.label) : this.all(basis);
    const period = series?.period(state.to);
    if (!series || !period) return null;
    const last = monthNumber(period.last_month);
    const keys = periodChoices(summary, state.by).filter((key) => (periodMonths(key)?.first ?? 0) <= last);
    const live = ({ label }: Series) => {
      if (label === null) return this.all("live");
      if (!cut) return null;
      if (label === state.label) return this.label("live", cut.name, label);
      return this.labels("live", cut.name).find((one) => one.label === label) ?? null;
    };
    return {
      company: summary.company,
      money: { currency: summary.company.currency, exponent: summary.company.exponent },
      state,
      ledger,
      series,
      parts: summary.price_parts ?? null,
      live: (one) => (basis === "live" ? one : live(one)),
      cut: ledger && cut ? { name: cut.name, title: cut.title, series: this.labels(basis, cut.name) } : null,
      cutTitle: cut?.title ?? null,
      period,
      periods: keys.reverse().flatMap((key) => series.period(key) ?? []),
      who: cut && state.label !== null ? `${cut.title}: ${state.label}` : "all customers",
    };
  }
}

/**
 * What a figure of the chosen period is compared with, and its name: the month twelve months before for a figure of a
 * month's end, else the same period a year before.
 */
export function yearBefore(view: View, isAtMonthEnd: boolean): { key: string; name: string } {
  const month = monthNumber(view.period.last_month) - 12;
  const key = periodKey(month, isAtMonthEnd ? "month" : view.state.by);
  return { key, name: formatPeriod(key) };
}

/** "in Q4 2025", with "so far" where the period is not whole. */
export function periodName(period: PeriodRow): string {
  return `${formatPeriod(period.period)}${period.is_partial ? " so far" : ""}`;
}
