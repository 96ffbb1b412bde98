import { addGrowth, type CustomerGrowth, noGrowth } from "./customer-growth.ts";
import type { CustomerClassRow } from "./renewal-rows.ts";

/** What the classes are made of: rows of `customers__class`. */
export type ClassedCustomer = CustomerGrowth & {
  class: string;
  renewal_number: number | null;
};

/**
 * How many customers are in which class by what became of their renewals, and what do those who are there pay now? What
 * `customers__by_class` holds, of any customers.
 *
 * A row for each class and number of renewals that occurs. Contracts in minor units a month, null where nothing is in force
 * now. Nobody gives no rows.
 *
 * @example
 * customersByClass([{ class: "renewed", renewal_number: 1, original_minor: 100, contract_minor: 150 }], { currency: "USD" })[0].increased // => 1
 *
 * Source: definitions, "Renewals".
 */
export function customersByClass(
  rows: readonly ClassedCustomer[],
  { currency }: { currency: string },
): CustomerClassRow[] {
  const found = new Map<string, CustomerClassRow>();
  for (const row of rows) {
    const { class: name, renewal_number } = row;
    const key = `${name} ${renewal_number}`;
    const known =
      found.get(key) ??
      ({
        class: name as CustomerClassRow["class"],
        renewal_number,
        currency,
        customers: 0,
        present: 0,
        ...noGrowth(),
      } satisfies CustomerClassRow);
    known.customers += 1;
    if (addGrowth(known, row)) known.present += 1;
    found.set(key, known);
  }
  return [...found.values()];
}
