import {
  type Currency,
  type CutChoice,
  type CutWaterfallRow,
  crossedCut,
  crossedParts,
  FILTERED,
  filteredLedger,
  formatPeriod,
  INSIDE,
  type Ledger,
  OUTSIDE,
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
import { filterWords, periodChoices, type ViewState } from "./state.ts";

/** A period as far as its months are reported, which are those of all customers. */
export type Period = Pick<PeriodRow, "period" | "first_month" | "last_month" | "is_partial">;

/** Everything a component may show for one state of the address. */
export interface View {
  company: Company;
  money: Currency;
  state: ViewState;
  /** The movement ledger of the basis with the cuts of the state, once it has arrived: of filters see `chosen`. */
  readonly ledger: Ledger | null;
  /** What the functions of the engine take, with `ledger`, to see the selection alone. */
  chosen: CutChoice;
  /** The selection: all customers, or those of the chosen label. */
  series: Series;
  /** The same customers on the live basis, for figures that are always live; null while a label's ledger is not there. */
  live: (series: Series) => Series | null;
  /** `waterfall__price_parts`, of all customers. */
  parts: Columns | null;
  /** The chosen cut with one series a label, computed when first asked for; null without a cut or before the ledger. */
  cut: { name: string; title: string; readonly series: Series[] } | null;
  /** The second cut with one series for each pair of labels that occurs (`crossedParts`). */
  second: { name: string; title: string; readonly series: Series[] } | null;
  /** "Industry" of a cut asked for, whether or not the ledger is there. */
  cutTitle: string | null;
  period: Period;
  /** What the selection adds up to over the period: summed when first asked for. */
  sums: () => PeriodRow;
  /** All periods of the grain up to the chosen one, oldest first. */
  periods: Period[];
  /** The selection in words: "all customers" or "Industry: Media". */
  who: string;
  /** The product whose money alone is shown; left out where it is that of all. */
  product?: string;
}

/** The cut by two at once. */
const CROSSED = "crossed";

/** A month's row in which nothing stands and nothing happens. */
function nothing(month: WaterfallRow): WaterfallRow {
  const { report_month, basis, currency } = month;
  const zeros = Object.fromEntries(Object.keys(month).map((name) => [name, 0]));
  return { ...month, ...zeros, report_month, basis, currency };
}

/** One series a label of a ledger's cut; all labels are summed at once when the first is asked. */
export function seriesByLabel(ledger: Ledger, cut: string): Series[] {
  const once = <Row>(make: () => { label: string; rows: readonly Row[] }[]) => {
    let made: Map<string, readonly Row[]> | null = null;
    return (label: string): readonly Row[] => {
      made ??= new Map(make().map((one) => [one.label, one.rows]));
      return made.get(label) ?? [];
    };
  };
  const rows = once(() => waterfallByCut(ledger, cut));
  const kept = new Map<number, (label: string) => readonly RetentionRow[]>();
  const keptOf = (horizon: number) => {
    const found = kept.get(horizon) ?? once(() => retentionByCut(ledger, cut, horizon));
    kept.set(horizon, found);
    return found;
  };
  const labels = ledger.cuts.find(({ name }) => name === cut)?.labels ?? [];
  return labels
    .filter((label) => label !== OUTSIDE)
    .map((label) =>
      makeSeries({
        label,
        months: ledger.report_months,
        rows: () => rows(label),
        retention: (horizon) => keptOf(horizon)(label),
      }),
    );
}

/** What does not depend on the address: rows of the summary and, later, of the ledgers, made once a selection. */
export class ViewSource {
  readonly summary: Summary;
  readonly ledgers = new Map<Basis, Ledger>();
  /** `waterfall__by_cut`, where the ledgers hold no balances. */
  byCut: Columns | null = null;
  readonly #made = new Map<string, Series[]>();
  readonly #crossed = new Map<string, Ledger>();

  constructor(summary: Summary) {
    this.summary = summary;
  }

  #once(key: string, make: () => Series[]): Series[] {
    const known = this.#made.get(key) ?? make();
    this.#made.set(key, known);
    return known;
  }

  /** Every customer, or every one that passes the filters; null before the ledger of the basis is there to filter. */
  all(basis: Basis): Series;
  all(basis: Basis, only: ViewState["only"]): Series | null;
  all(basis: Basis, only: ViewState["only"] = []): Series | null {
    if (only.length > 0) return this.#alone(basis, { cut: FILTERED, label: INSIDE, name: null, only });
    const [series] = this.#once(`all ${basis}`, () => {
      const rows = waterfallRows(this.summary, basis);
      const kept = retentionRows(this.summary, basis);
      return [
        makeSeries({
          label: null,
          months: rows.map((row) => row.report_month),
          rows: () => rows,
          retention: (horizon) => kept.filter((row) => row.horizon_months === horizon),
        }),
      ];
    });
    return series as Series;
  }

  /** The ledger of a basis with the cuts of a state: by two at once, and of who passes its filters; null before it is there. */
  ledger(basis: Basis, { cut, second, only }: Pick<ViewState, "cut" | "second" | "only">): Ledger | null {
    const whole = this.ledgers.get(basis);
    if (!whole || whole.has_fx || (only.length === 0 && (cut === null || second === null)))
      return whole ?? null;
    const key = JSON.stringify([basis, cut, second, only]);
    const known = this.#crossed.get(key);
    if (known) return known;
    const cuts = [cut, second].filter((one) => one !== null);
    const filtered = only.length > 0 ? filteredLedger(whole, { only, cuts }) : whole;
    const pairs = cuts.length > 1 ? [crossedCut(whole, { name: CROSSED, by: cuts, only })] : [];
    const crossed = { ...filtered, cuts: [...filtered.cuts, ...pairs] };
    this.#crossed.set(key, crossed);
    return crossed;
  }

  #alone(
    basis: Basis,
    { cut, label, name, only }: { cut: string; label: string; name: string | null; only: ViewState["only"] },
  ): Series | null {
    const ledger = this.ledger(basis, { cut: cut === FILTERED ? null : cut, second: null, only });
    if (!ledger) return null;
    const [series] = this.#once(`alone ${basis} ${JSON.stringify([cut, label, only])}`, () => [
      makeSeries({
        label: name,
        months: ledger.report_months,
        rows: () => waterfall(ledger, { cut, label }),
        retention: (horizonMonths) => retention(ledger, { horizonMonths, cut, label }),
      }),
    ]);
    return series as Series;
  }

  /** The labels of a cut from its mart; months in which nothing stands may be missing there, and are filled. */
  #fromMart(basis: Basis, cut: string): Series[] {
    return this.#once(`mart ${basis} ${cut}`, () => {
      const rows = rowsFromColumns<CutWaterfallRow>(this.byCut ?? {}).filter(
        (row) => row.basis === basis && row.cut === cut,
      );
      const all = this.all(basis);
      const labels = this.summary.cuts.find(({ name }) => name === cut)?.labels ?? [];
      return labels.map((label) => {
        const known = new Map(
          rows.filter((row) => row.label === label).map((row) => [row.report_month, row]),
        );
        const filled = all.rows.map((month) => known.get(month.report_month) ?? nothing(month));
        return makeSeries({ label, months: all.months, rows: () => filled, retention: () => [] });
      });
    });
  }

  /** One series a label of a cut; none before the ledger of the basis is there. */
  labels(basis: Basis, cut: string, only: ViewState["only"] = []): Series[] {
    if (this.ledgers.get(basis)?.has_fx) return this.#fromMart(basis, cut);
    return this.#byLabel(basis, cut, { cut, second: null, only });
  }

  /** One series for each pair of labels of two cuts that occurs; the series' label holds both (`crossedParts`). */
  pairs(basis: Basis, cuts: { cut: string; second: string; only: ViewState["only"] }): Series[] {
    return this.#byLabel(basis, CROSSED, cuts);
  }

  #byLabel(basis: Basis, name: string, cuts: Pick<ViewState, "cut" | "second" | "only">): Series[] {
    const ledger = this.ledger(basis, cuts);
    if (!ledger) return [];
    return this.#once(`labels ${basis} ${JSON.stringify([name, cuts])}`, () => seriesByLabel(ledger, name));
  }

  /** The customers of one label; null before the ledger of the basis is there. */
  label(basis: Basis, cut: string, label: string, only: ViewState["only"] = []): Series | null {
    if (this.ledgers.get(basis)?.has_fx)
      return this.#fromMart(basis, cut).find((series) => series.label === label) ?? null;
    return this.#alone(basis, { cut, label, name: label, only });
  }

  /** The view of a state; null while a label needs the ledger and it is not there, or when no month is reported. */
  view(state: ViewState): View | null {
    const source = this;
    const { summary } = this;
    const { basis, only } = state;
    const whole = this.ledgers.get(basis) ?? null;
    const cut = summary.cuts.find(({ name }) => name === state.cut) ?? null;
    const seriesOf = () =>
      cut !== null && state.label !== null
        ? this.label(basis, cut.name, state.label, only)
        : this.all(basis, only);
    // With the ledger here a selection is summed when a figure first asks: its months are those of all.
    const known = whole !== null && !whole.has_fx ? this.all(basis) : seriesOf();
    const period = known?.period(state.to);
    if (!known || !period) return null;
    const last = monthNumber(period.last_month);
    const keys = periodChoices(summary, state.by).filter((key) => (periodMonths(key)?.first ?? 0) <= last);
    const live = ({ label }: Series) => {
      if (label === null) return this.all("live", only);
      if (!cut) return null;
      if (label === state.label) return this.label("live", cut.name, label, only);
      const pairs = cut && state.second !== null && crossedParts(label).length > 1;
      const all = pairs
        ? this.pairs("live", { cut: cut.name, second: state.second ?? "", only })
        : this.labels("live", cut.name, only);
      return all.find((one) => one.label === label) ?? null;
    };
    const second = whole && cut ? (summary.cuts.find(({ name }) => name === state.second) ?? null) : null;
    const alone = cut && state.label !== null ? `${cut.title}: ${state.label}` : "";
    return {
      company: summary.company,
      money: { currency: summary.company.currency, exponent: summary.company.exponent },
      state,
      get ledger() {
        return source.ledger(basis, state);
      },
      get series() {
        return seriesOf() ?? known;
      },
      parts: summary.price_parts ?? null,
      live: (one) => (basis === "live" ? one : live(one)),
      chosen:
        state.label !== null && cut
          ? { cut: cut.name, label: state.label }
          : only.length > 0
            ? { cut: FILTERED, label: INSIDE }
            : {},
      cut:
        whole && cut
          ? {
              name: cut.name,
              title: cut.title,
              get series() {
                return source.labels(basis, cut.name, only);
              },
            }
          : null,
      second: second &&
        cut && {
          name: second.name,
          title: second.title,
          get series() {
            return source.pairs(basis, { cut: cut.name, second: second.name, only });
          },
        },
      cutTitle: cut?.title ?? null,
      period,
      sums: () => seriesOf()?.period(state.to) ?? period,
      periods: keys.toReversed().flatMap((key) => known.period(key) ?? []),
      who: [alone, filterWords(state, summary)].filter(Boolean).join(" · ") || "all customers",
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
export function periodName(period: Period): string {
  return `${formatPeriod(period.period)}${period.is_partial ? " so far" : ""}`;
}
