import {
  type CustomerOutcome,
  customersLike,
  formatDate,
  type OutcomeBand,
  type OutcomeSums,
  outcomeBands,
  outcomeOf,
  sumOutcomes,
} from "@tideline/metrics";
import { type Columns, rowsFromColumns } from "./data.ts";
import { withRows } from "./ledger-with-rows.ts";
import type { Measured, NumberStyle, Unit } from "./number.ts";
import type { JsonFile, LedgerFiles, Page } from "./page.ts";
import { filterWords } from "./state.ts";
import type { View } from "./view.ts";

/** outcomes.json: customers by class, for the first view. */
export interface OutcomeFile {
  classes: Columns;
  /** Of them who has a band of health, by band. */
  health: Columns;
}

/** A band of health and its place, lowest first; 0 is unscored. */
export interface NamedBand {
  band: string;
  band_no: number;
}

type ClassSums = Omit<CustomerOutcome, "customer_id" | "original_minor" | "contract_minor" | "band"> & {
  customers: number;
  present: number;
  original_minor: number;
  contract_minor: number;
  growth_micros: number;
};

type HealthSums = Pick<CustomerOutcome, "class" | "renewal_number"> & NamedBand & { customers: number };

/** The classes of the mart as the sums the page shows: those of all customers. */
function sumsOf(classes: readonly ClassSums[]): OutcomeSums {
  const sums = sumOutcomes([]);
  for (const row of classes) {
    const outcome = outcomeOf(row);
    sums.customers += row.customers;
    sums[outcome] += row.customers;
    if (outcome !== "renewed") continue;
    for (const name of [
      "present",
      "original_minor",
      "contract_minor",
      "growth_micros",
      "answers",
      "promoters",
      "detractors",
    ] as const)
      sums[name] += row[name];
  }
  return sums;
}

/** What became of customers: all at once from the mart, like a prospect from the rows, which come before the ledger. */
export class Outcomes {
  readonly all: OutcomeSums;
  readonly #health: readonly HealthSums[];
  #rows: readonly CustomerOutcome[] | null = null;
  readonly #file: JsonFile;

  constructor(file: OutcomeFile, rows: JsonFile) {
    this.all = sumsOf(rowsFromColumns<ClassSums>(file.classes));
    this.#health = rowsFromColumns<HealthSums>(file.health);
    this.#file = rows;
  }

  /** The ledgers so that each comes with the rows: what waits for a ledger then has both. */
  before(files: LedgerFiles): LedgerFiles {
    return withRows(files, async () => {
      this.#rows ??= rowsFromColumns<CustomerOutcome>((await this.#file.json()) as Columns);
    });
  }

  /** The customers like the one chosen by the filters; null before ledger and rows are there. */
  like(view: View, page: Page): readonly CustomerOutcome[] | null {
    const ledger = page.source.ledgers.get(view.state.basis);
    if (!ledger || !this.#rows) return null;
    return customersLike(ledger, this.#rows, view.state.only);
  }

  /** The bands of health that anybody stands in, lowest first, unscored last. */
  get bands(): NamedBand[] {
    const found = new Map(this.#health.map(({ band, band_no }) => [band, { band, band_no }]));
    return [...found.values()].sort((a, b) => (a.band_no || 1000) - (b.band_no || 1000));
  }

  /** Their bands of health by outcome; null before what that needs is there. */
  health(view: View, page: Page): OutcomeBand[] | null {
    if (view.state.only.length === 0) return outcomeBands(this.#health);
    const rows = this.like(view, page);
    return rows && outcomeBands(rows);
  }

  /** Their sums; of all customers those of the mart. */
  sums(view: View, page: Page): OutcomeSums | null {
    if (view.state.only.length === 0) return this.all;
    const rows = this.like(view, page);
    return rows && sumOutcomes(rows);
  }
}

/** How many a share of keepers stands on: those who renewed and are still there, and the lost. */
export function decidedOf(sums: OutcomeSums): number {
  return sums.renewed + sums.lost_first + sums.lost_second + sums.lost_later + sums.lost_between;
}

/** A number of the sums, with where it comes from. */
export function outcomeMeasured(
  view: View,
  {
    value,
    name,
    unit = "count",
    method,
    reason,
  }: { value: number | null; name: string; unit?: Unit; method: string; reason?: string },
): Measured {
  const only = view.state.only.map(({ cut, labels }) => ` ${cut}=${labels.join("|")}`).join("");
  return {
    value,
    unit,
    mart: "customers__class",
    key: `${name}${only}`,
    method,
    ...(reason === undefined ? {} : { reason }),
  };
}

/** How the page writes its numbers. */
export function outcomeStyle(page: Page, view: View): NumberStyle {
  const { company } = page.summary;
  const who = filterWords(view.state, page.summary) || "all customers";
  return {
    money: { currency: company.currency, exponent: company.exponent },
    basis: `renewals, from contract lines, ${who}, as known on ${formatDate(company.as_of)}`,
  };
}
