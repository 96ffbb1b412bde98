import type { LedgerFile } from "../ledger-file.ts";

/** Two ledgers of the same facts: a customer's contracts assigned in a month, and its history as the receiver's own. */
export interface AssignedLedgers {
  /** The giver's rows are its own up to the month before, then a transfer, then the receiver's. */
  assigned: LedgerFile;
  /** What was assigned is the receiver's from the beginning; what the giver had lost before stays its own. */
  merged: LedgerFile;
}

/** Assigns all contracts of customer 0 to customer 1 in a month. Archives become paid use, to keep logos plain. */
export function assignedLedgers(file: LedgerFile, month: number): AssignedLedgers {
  const later = ownedBy(file, (row) => ((file.movements.month[row] as number) >= month ? 1 : 0));
  const balances = new Map<string, { product: number; currency: number; amount: number }>();
  for (const [row, customer] of file.movements.customer.entries()) {
    if (customer !== 0 || (file.movements.month[row] as number) >= month) continue;
    const [product, currency] = [
      file.movements.product[row] as number,
      file.movements.currency[row] as number,
    ];
    const amount =
      (balances.get(`${product} ${currency}`)?.amount ?? 0) + (file.movements.amount[row] as number);
    balances.set(`${product} ${currency}`, { product, currency, amount });
  }
  const passed = [...balances.values()].filter(({ amount }) => amount > 0);
  const isPassed = (row: number) =>
    passed.some(
      ({ product, currency }) =>
        file.movements.product[row] === product && file.movements.currency[row] === currency,
    );
  const merged = withLogos({
    ...file,
    movements: ownedBy(file, (row) =>
      Number(isPassed(row) || (file.movements.month[row] as number) >= month),
    ),
  });
  const rows = passed.flatMap((one) => [
    { ...one, customer: 1, counterparty: 0 },
    { ...one, customer: 0, counterparty: 1, amount: -one.amount },
  ]);
  const append = (column: readonly number[], values: number[]) => [...column, ...values];
  const constant = (value: number) => rows.map(() => value);
  const movements: LedgerFile["movements"] = {
    month: append(later.month, constant(month)),
    customer: append(
      later.customer,
      rows.map(({ customer }) => customer),
    ),
    product: append(
      later.product,
      rows.map(({ product }) => product),
    ),
    currency: append(
      later.currency,
      rows.map(({ currency }) => currency),
    ),
    kind: append(later.kind, constant(file.kinds.indexOf("transfer"))),
    side: append(later.side, constant(file.sides.indexOf("none"))),
    occasion: append(later.occasion, constant(0)),
    reason: append(later.reason, constant(0)),
    amount: append(
      later.amount,
      rows.map(({ amount }) => amount),
    ),
    quantity: append(later.quantity, constant(0)),
    line: append(later.line, constant(0)),
    counterparty: append(
      later.month.map(() => -1),
      rows.map(({ counterparty }) => counterparty),
    ),
  };
  return { assigned: withLogos({ ...file, movements }), merged };
}

/** The movements with those of customer 0 given to whom `ownerOf` says. */
function ownedBy(file: LedgerFile, ownerOf: (row: number) => number): LedgerFile["movements"] {
  const { list: _list, discount: _discount, ...columns } = file.movements;
  return {
    ...columns,
    customer: columns.customer.map((customer, row) => (customer === 0 ? ownerOf(row) : customer)),
  };
}

/** Logos written from the balances alone: active while there is one. */
function withLogos(file: LedgerFile): LedgerFile {
  const logos: LedgerFile["logos"] = { month: [], customer: [], kind: [], active: [], archived: [] };
  for (const customer of file.customers.id.keys()) {
    let [balance, was] = [0, 0];
    for (let month = 0; month < file.months; month++) {
      for (const [row, owner] of file.movements.customer.entries())
        if (owner === customer && file.movements.month[row] === month)
          balance += file.movements.amount[row] as number;
      const is = balance > 0 ? 1 : 0;
      if (is !== was) {
        logos.month.push(month);
        logos.customer.push(customer);
        logos.kind.push(file.kinds.indexOf(is > was ? "reactivation" : "churn"));
        logos.active.push(is - was);
        logos.archived.push(0);
      }
      was = is;
    }
  }
  return { ...file, logos };
}
