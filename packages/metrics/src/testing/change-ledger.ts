import type { LedgerFile } from "../ledger-file.ts";

/** The same ledger with every amount times a whole number. */
export function scaled(file: LedgerFile, factor: number): LedgerFile {
  const { amount, quantity, list = [], discount = [] } = file.movements;
  const times = (values: number[]) => values.map((value) => value * factor);
  return {
    ...file,
    movements: {
      ...file.movements,
      amount: times(amount),
      quantity: times(quantity),
      list: times(list),
      discount: times(discount),
    },
  };
}

/** The same ledger with its first months before `history_from`: what stood then is the opening. */
export function cutOff(file: LedgerFile, months: number): LedgerFile {
  const { movements, logos } = file;
  const rows = (column: readonly number[], keep: (month: number) => boolean) =>
    column.flatMap((month, row) => (keep(month) ? [row] : []));
  const pick = <Table extends { month: number[] }>(table: Table): Table => {
    const later = rows(table.month, (month) => month >= months);
    const entries = Object.entries(table).map(([name, column]) => [
      name,
      later.map((row) => ((column as number[])[row] as number) - (name === "month" ? months : 0)),
    ]);
    return Object.fromEntries(entries) as Table;
  };
  const balances = new Map<string, { customer: number; product: number; currency: number; amount: number }>();
  for (const row of rows(movements.month, (month) => month < months)) {
    const [customer, product, currency] = [movements.customer, movements.product, movements.currency].map(
      (column) => column[row] as number,
    ) as [number, number, number];
    const key = `${customer} ${product} ${currency}`;
    const amount = (balances.get(key)?.amount ?? 0) + (movements.amount[row] as number);
    balances.set(key, { customer, product, currency, amount });
  }
  const isArchived = (customer: number) =>
    rows(logos.month, (month) => month < months)
      .filter((row) => logos.customer[row] === customer)
      .reduce((sum, row) => sum + (logos.archived[row] as number), 0);
  const stood = [...balances.values()].filter(({ amount }) => amount !== 0);
  const firsts = file.customers.id.map((_, customer) => {
    const own = movements.month.filter((_month, row) => movements.customer[row] === customer);
    return own.length === 0 ? null : Math.min(...own) - months;
  });
  const cuts = file.cuts.map((cut) => {
    const last = new Map<number, number>();
    for (const row of rows(cut.month, (month) => month <= months)) {
      const before = last.get(cut.customer[row] as number);
      if (before === undefined || (cut.month[row] as number) > (cut.month[before] as number))
        last.set(cut.customer[row] as number, row);
    }
    const kept = [...last.values(), ...rows(cut.month, (month) => month > months)];
    return {
      ...cut,
      customer: kept.map((row) => cut.customer[row] as number),
      month: kept.map((row) => Math.max((cut.month[row] as number) - months, 0)),
      label: kept.map((row) => cut.label[row] as number),
    };
  });
  return {
    ...file,
    months: file.months - months,
    customers: { ...file.customers, first: firsts },
    opening: {
      customer: stood.map(({ customer }) => customer),
      product: stood.map(({ product }) => product),
      currency: stood.map(({ currency }) => currency),
      amount: stood.map(({ amount }) => amount),
      archived: stood.map(({ customer }) => isArchived(customer)),
    },
    movements: pick(movements),
    logos: pick(logos),
    cuts,
  };
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
