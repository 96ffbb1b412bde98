/** A customer's band of health and balance on a day. */
export interface BandedCustomer {
  readonly customer: string;
  readonly band: string;
  /** Minor units. */
  readonly balance: number;
}

export interface HealthMove {
  /** Band then; "new" for customers who were not there. */
  readonly from: string;
  /** Band now; "churned" for customers who are not there. */
  readonly to: string;
  readonly customers: number;
  /** Their balance then (opening) and now (closing), minor units. */
  readonly opening: number;
  readonly closing: number;
}

/**
 * Migration between bands of health: of the customers who stood in one band, how many stand where now?
 *
 * Takes the customers of two days, each once; a customer of the second day alone is new, one of the first alone churned.
 * Returns the moves that occur, by name of the bands: summed over `to` they are the bands then, over `from` the bands now, in
 * customers and in money. No customers give no moves.
 *
 * @example
 * healthMigration([{ customer: "A", band: "green", balance: 5 }], [{ customer: "A", band: "red", balance: 4 }]) // => [{ from: "green", to: "red", customers: 1, opening: 5, closing: 4 }]
 *
 * Source: definitions, "Health" (migration matrix).
 */
export function healthMigration(
  then: readonly BandedCustomer[],
  now: readonly BandedCustomer[],
): HealthMove[] {
  const before = new Map(then.map((one) => [one.customer, one]));
  const after = new Map(now.map((one) => [one.customer, one]));
  const moves = new Map<string, HealthMove>();
  for (const customer of new Set([...before.keys(), ...after.keys()])) {
    const [past, present] = [before.get(customer), after.get(customer)];
    const [from, to] = [past?.band ?? "new", present?.band ?? "churned"];
    const key = JSON.stringify([from, to]);
    const move = moves.get(key) ?? { from, to, customers: 0, opening: 0, closing: 0 };
    moves.set(key, {
      ...move,
      customers: move.customers + 1,
      opening: move.opening + (past?.balance ?? 0),
      closing: move.closing + (present?.balance ?? 0),
    });
  }
  return [...moves.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, move]) => move);
}
