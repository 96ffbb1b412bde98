import type { LedgerFile } from "@tideline/metrics";

/** The ledger file as if no other customer had ever been: for filters by labels that never change. */
export function onlyCustomers(file: LedgerFile, keep: (customer: number) => boolean): LedgerFile {
  const kept = file.customers.id.flatMap((_, customer) => (keep(customer) ? [customer] : []));
  const place = new Map(kept.map((customer, index) => [customer, index]));
  const rowsOf = <Table extends { customer: number[] }>(table: Table): Table => {
    const rows = table.customer.flatMap((customer, row) => (place.has(customer) ? [row] : []));
    const columns = Object.entries(table).map(([name, column]) => {
      if (!Array.isArray(column) || name === "labels") return [name, column];
      const values = rows.map((row) => column[row] as number);
      return [name, name === "customer" ? values.map((customer) => place.get(customer) as number) : values];
    });
    return Object.fromEntries(columns) as Table;
  };
  return {
    ...file,
    customers: {
      id: kept.map((customer) => file.customers.id[customer] as string),
      name: kept.map((customer) => file.customers.name[customer] ?? null),
    },
    movements: rowsOf(file.movements),
    logos: rowsOf(file.logos),
    cuts: file.cuts.map(rowsOf),
  };
}

/** The first label of every customer by cut. */
export function firstLabels(file: LedgerFile): Record<string, string[]> {
  return Object.fromEntries(
    file.cuts.map((cut) => {
      const labels: string[] = [];
      for (const [row, customer] of cut.customer.entries())
        if (cut.month[row] === 0) labels[customer] = cut.labels[cut.label[row] as number] as string;
      return [cut.name, labels];
    }),
  );
}
