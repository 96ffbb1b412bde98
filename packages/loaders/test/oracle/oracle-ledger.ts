import { type CustomerBook, cellsOf, openBook, sumOf } from "./balances.ts";
import { earliest, lastWholeMonth, monthOf, monthsBetween } from "./calendar.ts";
import { groupBy } from "./group-by.ts";
import { type LogoRow, type MovementRow, movementsOf } from "./movements.ts";
import type { OracleCompany, OracleInput, OracleLine } from "./oracle-line.ts";
import { type RetentionRow, retentionOf } from "./retention.ts";
import { standingsOf } from "./standing.ts";
import { closingOf, monthRow, noOpening, type Opening, type WaterfallRow } from "./waterfall.ts";
import { type CutRow, waterfallOfCut } from "./waterfall-by-cut.ts";

/** Everything the ledger says; `report_month` is the first of the month, money in reporting minor units. */
export type OracleLedger = {
  months: string[];
  movements: MovementRow[];
  logos: LogoRow[];
  waterfall: WaterfallRow[];
  waterfallByCut: CutRow[];
  retention: RetentionRow[];
};

/**
 * The live ledger of a company the slow way: every customer, every month, every line, by plain loops.
 * Written from definitions.md alone and sharing no code with the SQL, so that their agreement means something.
 */
export function oracleLedger({ lines, company, cuts = [] }: OracleInput): OracleLedger {
  const { currency } = company;
  const books = [...groupBy(acceptedLines(lines, company), (line) => line.customer_id).values()]
    .map((own) => openBook(own, company))
    .sort((a, b) => (a.customer_id < b.customer_id ? -1 : 1));
  const last = lastWholeMonth(company.as_of);
  const movements: MovementRow[] = [];
  const logos: LogoRow[] = [];
  for (const book of books) {
    const months = monthsOf(book, last);
    months.forEach((month, at) => {
      const { rows, logo } = movementsOf(book, month, months.slice(0, at), company);
      movements.push(...rows);
      if (logo) logos.push(logo);
    });
  }
  const months = monthsBetween(earliest(movements.map((row) => row.report_month)), last);
  const standings = standingsOf(books, company);
  const byCut = [...groupBy(cuts, (row) => row.cut)].flatMap(([cut, rows]) =>
    waterfallOfCut({ cut, rows, months, currency, movements, logos, standings }),
  );
  return {
    months: months.map((month) => `${month}-01`),
    movements: movements.map(withDate).sort(inOrder(["report_month", "customer_id", "product", "currency"])),
    logos: logos.map(withDate).sort(inOrder(["report_month", "customer_id"])),
    waterfall: waterfallOf(months, currency, movements, logos),
    waterfallByCut: byCut.sort(inOrder(["cut", "label", "report_month"])),
    retention: retentionOf(months, standings),
  };
}

/** "A negative line is accepted while its product stays at or above 0 for that customer, else quarantined." */
function acceptedLines(lines: readonly OracleLine[], company: OracleCompany): OracleLine[] {
  const overdrawn = new Set<OracleLine>();
  for (const own of groupBy(lines, (line) => line.customer_id).values()) {
    if (!own.some((line) => line.monthly_minor < 0)) continue;
    const book = openBook(own, company);
    for (const month of monthsOf(book, lastWholeMonth(company.as_of))) {
      const entries = book.entries(month);
      for (const { product, currency } of cellsOf(entries)) {
        const inCell = entries.filter((each) => each.product === product && each.currency === currency);
        if (sumOf(inCell.map((entry) => entry.amount)) >= 0) continue;
        for (const entry of inCell) if (entry.amount < 0) overdrawn.add(entry.line);
      }
    }
  }
  return lines.filter((line) => !overdrawn.has(line));
}

/** Every month in which a line of this customer could count, up to the last that is reported. */
function monthsOf(book: CustomerBook, last: string): string[] {
  return monthsBetween(monthOf(earliest(book.spans.map((span) => span.on))), last);
}

function waterfallOf(
  months: readonly string[],
  currency: string,
  movements: readonly MovementRow[],
  logos: readonly LogoRow[],
): WaterfallRow[] {
  const movementsIn = groupBy(movements, (row) => row.report_month);
  const logosIn = groupBy(logos, (row) => row.report_month);
  let opening: Opening = noOpening;
  return months.map((month) => {
    const row = monthRow(month, currency, opening, movementsIn.get(month) ?? [], logosIn.get(month) ?? []);
    opening = closingOf(row);
    return row;
  });
}

const withDate = <Row extends { report_month: string }>(row: Row): Row => ({
  ...row,
  report_month: `${row.report_month}-01`,
});

const inOrder =
  <Row>(columns: (keyof Row)[]) =>
  (a: Row, b: Row): number => {
    for (const column of columns) {
      if (a[column] !== b[column]) return a[column] < b[column] ? -1 : 1;
    }
    return 0;
  };
