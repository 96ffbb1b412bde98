import {
  type Currency,
  formatPeriod,
  type Ledger,
  type PeriodRow,
  type RetentionRow,
  retention,
  retentionByCut,
  waterfall,
  waterfallByCut,
} from "@tideline/metrics";
import { monthNumber, periodKey, periodMonths } from "./calendar.ts";
import { type Company, retentionRows, type Summary, waterfallRows } from "./data.ts";
import { makeSeries, type Series } from "./series.ts";
import { periodChoices, type ViewState } from "./state.ts";

/** Everything a component may show for one state of the address. */
export interface View {
  company: Company;
  money: Currency;
  state: ViewState;
  /** The movement ledger, once it has arrived. */
  ledger: Ledger | null;
  /** The selection: all customers, or those of the chosen label. */
  series: Series;
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

/** What does not depend on the address: rows of the summary and, later, of the ledger, made once a selection. */
export class ViewSource {
  readonly summary: Summary;
  ledger: Ledger | null = null;
  readonly #made = new Map<string, Series[]>();

  constructor(summary: Summary) {
    this.summary = summary;
  }

  #once(key: string, make: () => Series[]): Series[] {
    const known = this.#made.get(key) ?? make();
    this.#made.set(key, known);
    return known;
  }

  all(): Series {
    const [series] = this.#once("all", () => [
      makeSeries(null, waterfallRows(this.summary), (horizon) =>
        retentionRows(this.summary).filter((row) => row.horizon_months === horizon),
      ),
    ]);
    return series as Series;
  }

  /** One series a label of a cut. */
  labels(ledger: Ledger, cut: string): Series[] {
    return this.#once(`cut ${cut}`, () => {
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

  /** The customers of one label. */
  label(ledger: Ledger, cut: string, label: string): Series {
    const [series] = this.#once(`label ${cut} ${label}`, () => [
      makeSeries(label, waterfall(ledger, { cut, label }), (horizonMonths) =>
        retention(ledger, { horizonMonths, cut, label }),
      ),
    ]);
    return series as Series;
  }

  /** The view of a state; null while a label needs the ledger and it is not there, or when no month is reported. */
  view(state: ViewState): View | null {
    const { summary, ledger } = this;
    const cut = summary.cuts.find(({ name }) => name === state.cut) ?? null;
    const isFiltered = cut !== null && state.label !== null;
    if (isFiltered && !ledger) return null;
    const series =
      ledger && cut && state.label !== null ? this.label(ledger, cut.name, state.label) : this.all();
    const period = series.period(state.to);
    if (!period) return null;
    const last = monthNumber(period.last_month);
    const keys = periodChoices(summary, state.by).filter((key) => (periodMonths(key)?.first ?? 0) <= last);
    return {
      company: summary.company,
      money: { currency: summary.company.currency, exponent: summary.company.exponent },
      state,
      ledger,
      series,
      cut: ledger && cut ? { name: cut.name, title: cut.title, series: this.labels(ledger, cut.name) } : null,
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
