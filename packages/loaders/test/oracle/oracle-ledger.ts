import { cellsOf } from "./balances.ts";
import { addMonths, earliest, lastWholeMonth, monthsBetween } from "./calendar.ts";
import { chainsOfCompany } from "./chains.ts";
import { type Customer, customersOf, standingOf } from "./customers.ts";
import { groupBy } from "./group-by.ts";
import { ratesOf, sumOf } from "./money.ts";
import { type LogoRow, type MovementRow, movementsOf } from "./movements.ts";
import { type Basis, bases, type OracleInput, type OracleLine } from "./oracle-line.ts";
import { type RetentionRow, retentionOf } from "./retention.ts";
import { type ProductRetentionRow, retentionByProductOf } from "./retention-by-product.ts";
import { closingOf, monthRow, openingOf, type WaterfallRow } from "./waterfall.ts";
import { type CutRow, waterfallOfCut } from "./waterfall-by-cut.ts";

/** Everything the ledger says; `report_month` is the first of the month, money in reporting minor units. */
export type OracleLedger = {
  movements: MovementRow[];
  logos: LogoRow[];
  waterfall: WaterfallRow[];
  waterfallByCut: CutRow[];
  retention: RetentionRow[];
  retentionByProduct: ProductRetentionRow[];
};

/** One basis before the marts: its customers and everything that ever happens to them. */
type Book = { basis: Basis; customers: Customer[]; movements: MovementRow[]; logos: LogoRow[] };

/**
 * The ledger of a company the slow way, on both bases: every customer, every month, every line, by plain loops.
 * Written from definitions.md alone and sharing no code with the SQL, so that their agreement means something.
 */
export function oracleLedger(input: OracleInput): OracleLedger {
  const { company, cuts = [] } = input;
  const { currency } = company;
  const rates = ratesOf(company);
  const accepted = { ...input, lines: acceptedLines(input) };
  const books = bases.map((basis) => bookOf(accepted, basis));
  const products = [...new Set(input.lines.map((line) => line.product))].sort();
  const ledger: OracleLedger = {
    movements: [],
    logos: [],
    waterfall: [],
    waterfallByCut: [],
    retention: [],
    retentionByProduct: [],
  };
  for (const { basis, customers, ...all } of books) {
    const months = reportedMonths(customers, all.movements, input);
    const isReported = (row: { report_month: string }) => row.report_month >= (months[0] ?? "9999-12");
    const movements = all.movements.filter(isReported);
    const logos = all.logos.filter(isReported);
    ledger.movements.push(...movements.map(withDate));
    ledger.logos.push(...logos.map(withDate));
    const movementsIn = groupBy(movements, (row) => row.report_month);
    const logosIn = groupBy(logos, (row) => row.report_month);
    const [firstMonth] = months;
    if (firstMonth === undefined) continue;
    let opening = openingOf(customers, addMonths(firstMonth, -1));
    for (const month of months) {
      const book = { basis, currency };
      const row = monthRow(month, book, opening, movementsIn.get(month) ?? [], logosIn.get(month) ?? []);
      ledger.waterfall.push(row);
      opening = closingOf(row);
    }
    const standing = standingOf(customers);
    for (const [cut, rows] of groupBy(cuts, (row) => row.cut)) {
      const book = { basis, currency };
      ledger.waterfallByCut.push(
        ...waterfallOfCut({ cut, rows, months, book, standing, movementsIn, logosIn }),
      );
    }
    const { history_from } = company;
    ledger.retention.push(...retentionOf(months, customers, { basis, rates, history_from }));
    ledger.retentionByProduct.push(
      ...retentionByProductOf(months, customers, { basis, rates, history_from, products }),
    );
  }
  return ledger;
}

function bookOf({ lines, company, assignments = [] }: OracleInput, basis: Basis): Book {
  const rates = ratesOf(company);
  const customers = customersOf(chainsOfCompany(lines, assignments, company, basis), rates);
  const last = lastWholeMonth(company.as_of);
  const movements: MovementRow[] = [];
  const logos: LogoRow[] = [];
  for (const customer of customers) {
    for (const month of monthsOf(customer, last)) {
      const found = movementsOf(customer, month, { basis, rates, company });
      movements.push(...found.rows);
      logos.push(...found.logos);
    }
  }
  return { basis, customers, movements, logos };
}

/** "A negative line is accepted while its product stays at or above 0 for that customer, else quarantined." */
function acceptedLines({ lines, company, assignments = [] }: OracleInput): OracleLine[] {
  const suspects = new Set(lines.filter((line) => line.monthly_minor < 0).map((line) => line.customer_id));
  if (suspects.size === 0) return [...lines];
  const some = lines.filter((line) => suspects.has(line.customer_id));
  const overdrawn = new Set<OracleLine>();
  const chains = bases.map((basis) => chainsOfCompany(some, assignments, company, basis));
  for (const customer of chains.flatMap((each) => customersOf(each, ratesOf(company)))) {
    for (const month of monthsOf(customer, lastWholeMonth(company.as_of))) {
      const entries = customer.entries(month, month);
      if (entries.every((entry) => entry.amount >= 0)) continue;
      for (const { product, currency } of cellsOf(entries)) {
        const inCell = entries.filter((each) => each.product === product && each.currency === currency);
        if (sumOf(inCell.map((entry) => entry.amount)) >= 0) continue;
        for (const entry of inCell) if (entry.amount < 0) overdrawn.add(entry.line);
      }
    }
  }
  return lines.filter((line) => !overdrawn.has(line));
}

/** Every month in which something could happen to the customer, up to the last that is reported. */
function monthsOf({ chains }: Customer, last: string): string[] {
  const first = earliest(chains.flatMap((chain) => chain.firstMonth ?? []));
  return first > last ? [] : monthsBetween(first, last);
}

/**
 * From the first movement, or from the first of the history where a balance or a movement follows; to the last whole
 * month up to as_of.
 */
function reportedMonths(
  customers: readonly Customer[],
  movements: readonly MovementRow[],
  { company }: OracleInput,
): string[] {
  const last = lastWholeMonth(company.as_of);
  const opens = company.history_from?.slice(0, 7);
  if (opens === undefined) {
    const first = earliest(movements.map((row) => row.report_month));
    return first > last ? [] : monthsBetween(first, last);
  }
  const past = addMonths(opens, -1);
  const isOpen = customers.some((customer) => customer.state(past, past) !== "gone");
  const isUsed = isOpen || movements.some((row) => row.report_month >= opens);
  return isUsed && opens <= last ? monthsBetween(opens, last) : [];
}

const withDate = <Row extends { report_month: string }>(row: Row): Row => ({
  ...row,
  report_month: `${row.report_month}-01`,
});
