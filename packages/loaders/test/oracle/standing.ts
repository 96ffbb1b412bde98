import { balanceOf, type CustomerBook, type State } from "./balances.ts";
import type { OracleCompany } from "./oracle-line.ts";

/** A customer at a month's end: the balance over all products and currencies, and the state. */
export type Standing = { customer_id: string; minor: number; state: State };

/** The standing of every customer at the end of any month, computed once a month. */
export function standingsOf(
  books: readonly CustomerBook[],
  company: OracleCompany,
): (month: string) => Standing[] {
  const byMonth = new Map<string, Standing[]>();
  return (month) => {
    const known = byMonth.get(month);
    if (known) return known;
    const standings = books.map((book) => {
      const entries = book.entries(month);
      return {
        customer_id: book.customer_id,
        minor: balanceOf(entries, company),
        state: book.state(month),
      };
    });
    byMonth.set(month, standings);
    return standings;
  };
}
