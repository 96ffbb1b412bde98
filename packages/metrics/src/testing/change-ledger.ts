import type { LedgerFile } from "../ledger-file.ts";

/** The same ledger with every amount times a whole number. */
export function scaled(file: LedgerFile, factor: number): LedgerFile {
  const { amount, quantity } = file.movements;
  const times = (values: number[]) => values.map((value) => value * factor);
  return { ...file, movements: { ...file.movements, amount: times(amount), quantity: times(quantity) } };
}

/** The same ledger with the rows of every table in another order, given by a list of numbers to sort by. */
export function shuffled(file: LedgerFile, keys: readonly number[]): LedgerFile {
  const reorder = <Table extends object>(table: Table, rows: number): Table => {
    const order = Array.from({ length: rows }, (_, row) => row).sort(
      (a, b) => (keys[a % keys.length] ?? 0) - (keys[b % keys.length] ?? 0) || b - a,
    );
    const entries = Object.entries(table).map(([name, column]) => [
      name,
      Array.isArray(column) && name !== "labels" ? order.map((row) => column[row]) : column,
    ]);
    return Object.fromEntries(entries) as Table;
  };
  return {
    ...file,
    movements: reorder(file.movements, file.movements.month.length),
    logos: reorder(file.logos, file.logos.month.length),
    cuts: file.cuts.map((cut) => reorder(cut, cut.month.length)),
  };
}

/** Two companies with the same months, products, currencies and cuts as one; the second's customers come after. */
export function merged(a: LedgerFile, b: LedgerFile): LedgerFile {
  const shift = a.customers.id.length;
  const append = <Table extends { customer: number[] }>(left: Table, right: Table): Table => {
    const columns = Object.entries(left).map(([name, column]) => {
      const more = (right as Record<string, unknown>)[name];
      if (name === "customer") return [name, [...left.customer, ...right.customer.map((c) => c + shift)]];
      return [
        name,
        Array.isArray(column) && name !== "labels" ? [...column, ...(more as unknown[])] : column,
      ];
    });
    return Object.fromEntries(columns) as Table;
  };
  return {
    ...a,
    customers: {
      id: [...a.customers.id, ...b.customers.id.map((id) => `other ${id}`)],
      name: [...a.customers.name, ...b.customers.name],
    },
    movements: append(a.movements, b.movements),
    logos: append(a.logos, b.logos),
    cuts: a.cuts.map((cut, i) => append(cut, b.cuts[i] as LedgerFile["cuts"][number])),
  };
}
