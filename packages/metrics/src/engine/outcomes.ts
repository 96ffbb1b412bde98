import { type ChiSquare, chiSquareTest } from "../statistics/chi-square-test.ts";
import { labelAtFirst } from "./customers-like.ts";
import type { Ledger } from "./ledger.ts";

/** A customer with what became of its renewals, as `customers__class` and `surveys__by_customer` have it. */
export interface CustomerOutcome {
  customer_id: string;
  class: string;
  renewal_number: number | null;
  /** Monthly amounts at the first and the last month end, minor units; null where nothing is in force now. */
  original_minor: number | null;
  contract_minor: number | null;
  /** Answers to the NPS question, those of 9 and 10, and those of 0 to 6. */
  answers: number;
  promoters: number;
  detractors: number;
  /** Band of health at the last reported month's end, as it counts after exceptions; null where there is none. */
  band: string | null;
}

/** What customers have in common: how many of each outcome, and what those who renewed pay now. */
export interface OutcomeSums {
  customers: number;
  lost_first: number;
  lost_second: number;
  lost_later: number;
  lost_between: number;
  late: number;
  none_due: number;
  renewed: number;
  /** There, though what fell due was lost. */
  kept_other: number;
  unknown: number;
  /** Of the renewed, those with a contract now. */
  present: number;
  original_minor: number;
  contract_minor: number;
  /** Sum over those of contract now / original, millionths. */
  growth_micros: number;
  /** Answers of the renewed. */
  answers: number;
  promoters: number;
  detractors: number;
}

const classes: Readonly<Record<string, keyof OutcomeSums>> = {
  lost_between_renewals: "lost_between",
  late: "late",
  none_due_yet: "none_due",
  unknown_ordinal: "unknown",
};

/**
 * Which count of `OutcomeSums` is a customer in? Throws on a class that is none.
 *
 * @example
 * outcomeOf({ class: "renewed", renewal_number: 2 }) // => "renewed"
 */
export function outcomeOf(row: Pick<CustomerOutcome, "class" | "renewal_number">): keyof OutcomeSums {
  const number = row.renewal_number ?? 0;
  if (row.class === "lost_at_renewal")
    return number === 1 ? "lost_first" : number === 2 ? "lost_second" : "lost_later";
  if (row.class === "renewed") return number > 0 ? "renewed" : "kept_other";
  const found = classes[row.class];
  if (found) return found;
  throw new Error(
    `outcomeOf: unknown class, got ${JSON.stringify(row.class)}; use those of customers__class without joined_and_left`,
  );
}

/**
 * Of these customers, how many were lost at which renewal, and how did the rest renew?
 *
 * Every customer is in exactly one count; the counts add up to `customers`. Contract amounts and answers are those of who
 * renewed and is still there. Minor units; no rows give zeros. Throws on a class that is none.
 *
 * @example
 * sumOutcomes([{ customer_id: "A", class: "lost_at_renewal", renewal_number: 1, original_minor: null, contract_minor: null, answers: 0, promoters: 0, detractors: 0, band: null }]).lost_first // => 1
 *
 * Source: definitions, "Renewals".
 */
export function sumOutcomes(rows: readonly CustomerOutcome[]): OutcomeSums {
  const sums: OutcomeSums = {
    customers: rows.length,
    lost_first: 0,
    lost_second: 0,
    lost_later: 0,
    lost_between: 0,
    late: 0,
    none_due: 0,
    renewed: 0,
    kept_other: 0,
    unknown: 0,
    present: 0,
    original_minor: 0,
    contract_minor: 0,
    growth_micros: 0,
    answers: 0,
    promoters: 0,
    detractors: 0,
  };
  for (const row of rows) {
    const outcome = outcomeOf(row);
    sums[outcome] += 1;
    if (outcome !== "renewed") continue;
    sums.answers += row.answers;
    sums.promoters += row.promoters;
    sums.detractors += row.detractors;
    if (row.original_minor === null || row.contract_minor === null) continue;
    sums.present += 1;
    sums.original_minor += row.original_minor;
    sums.contract_minor += row.contract_minor;
    sums.growth_micros += Math.round((1e6 * row.contract_minor) / row.original_minor);
  }
  return sums;
}

/** Customers of one outcome in one band of health. */
export interface OutcomeBand {
  outcome: keyof OutcomeSums;
  band: string;
  customers: number;
}

/**
 * In which bands of health do those stand who are still there, by what became of their renewals?
 *
 * Counts of customers by outcome and band; who has no band is in none. Takes customers one by one, or rows that stand for
 * several (`customers`). No rows give none. Throws on a class that is none.
 *
 * @example
 * outcomeBands([{ class: "renewed", renewal_number: 1, band: "green" }]) // => [{ outcome: "renewed", band: "green", customers: 1 }]
 *
 * Source: definitions, "Health" (distribution) and "Renewals".
 */
export function outcomeBands(
  rows: readonly (Pick<CustomerOutcome, "class" | "renewal_number" | "band"> & { customers?: number })[],
): OutcomeBand[] {
  const found = new Map<string, OutcomeBand>();
  for (const row of rows) {
    if (row.band === null) continue;
    const outcome = outcomeOf(row);
    const key = `${outcome} ${row.band}`;
    const known = found.get(key) ?? { outcome, band: row.band, customers: 0 };
    known.customers += row.customers ?? 1;
    found.set(key, known);
  }
  return [...found.values()];
}

/** A label of a trait: of its customers whose fate is known, how many are kept and how many left. */
export interface TraitLabel {
  label: string;
  kept: number;
  left: number;
}

/** A trait of customers at their start, and whether keepers and leavers differ in it by more than chance. */
export interface Trait {
  cut: string;
  title: string;
  labels: TraitLabel[];
  test: ChiSquare | null;
}

/**
 * Which traits separate keepers from leavers?
 *
 * Keepers renewed and are there; leavers were lost at a renewal or between renewals; everybody else is undecided and in
 * neither. By each cut, the label a customer carried at its first month end. Traits in the order of their probability by
 * chance, smallest first, those of one label last. No rows give traits without labels.
 *
 * @example
 * traitsOf(openLedger(exampleLedgerFile), [])[0].labels // => []
 *
 * Source: Pearson's test, see `chiSquareTest`.
 */
export function traitsOf(ledger: Ledger, rows: readonly CustomerOutcome[]): Trait[] {
  const index = new Map(ledger.customers.id.map((id, at) => [id, at]));
  const fates = rows.flatMap((row) => {
    const outcome = outcomeOf(row);
    const customer = index.get(row.customer_id);
    if (customer === undefined) return [];
    if (outcome === "renewed") return [{ customer, isKept: true }];
    return outcome.startsWith("lost_") ? [{ customer, isKept: false }] : [];
  });
  const traits = ledger.cuts.map((cut): Trait => {
    const counts = cut.labels.map((label): TraitLabel => ({ label, kept: 0, left: 0 }));
    for (const { customer, isKept } of fates) {
      const count = counts[labelAtFirst(ledger, cut, customer) ?? -1];
      if (!count) continue;
      if (isKept) count.kept += 1;
      else count.left += 1;
    }
    const labels = counts.filter(({ kept, left }) => kept + left > 0);
    const test = chiSquareTest(labels.map(({ kept, left }) => [kept, left]));
    return { cut: cut.name, title: cut.title, labels, test };
  });
  return traits.sort((a, b) => (a.test?.p ?? 2) - (b.test?.p ?? 2) || (a.title < b.title ? -1 : 1));
}
