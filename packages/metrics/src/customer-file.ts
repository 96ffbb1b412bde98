/** The customers a file holds at most, in the mean, while there are fewer files than the most there may be. */
const CUSTOMERS_A_FILE = 4;
const FILES_MOST = 4096;

/** A mart of the customers of one file, as columns: texts by their place in the file's list, dates as days since 1970. */
export interface CustomerTable {
  kinds: Record<string, "text" | "date" | "number">;
  columns: Record<string, (number | string | boolean | null)[]>;
}

/** One of the files customers' pages read; a table nobody in it has rows of is left out. */
export interface CustomerFile {
  version: 1;
  /** False where the company has too many contract lines: then no file holds anybody. */
  is_made: boolean;
  /** Every text of the file once; a column's 1 is the first of them, 0 is none. */
  texts: string[];
  customers?: CustomerTable;
  balances?: CustomerTable;
  movements?: CustomerTable;
  contracts?: CustomerTable;
  usage?: CustomerTable;
  contract_events?: CustomerTable;
  care_events?: CustomerTable;
  voice_events?: CustomerTable;
  health?: CustomerTable;
  contributions?: CustomerTable;
}

/** The tables of a file, by name. */
export type CustomerTableName = Exclude<keyof CustomerFile, "version" | "is_made" | "texts">;

/**
 * Over how many files are the customers of a company spread? The least power of two that leaves at most four customers a
 * file in the mean, at most 4,096. The mart `customer__shards` computes the same.
 *
 * Takes the number of customers that have a page, 0 or more; returns 1 to 4,096.
 *
 * @example
 * customerFileCount(1_663) // => 512
 *
 * Source: docs/decisions.md, T1.
 */
export function customerFileCount(customers: number): number {
  let files = 1;
  while (files < FILES_MOST && files * CUSTOMERS_A_FILE < customers) files *= 2;
  return files;
}

/**
 * In which of the files is a customer? The mart `customer__shards` computes the same: the digits of base 16 of the key's
 * UTF-8 bytes, each added to 31 times what was before, modulo 65,521, modulo the number of files.
 *
 * Takes any key, also an empty one, and a number of `customerFileCount`; returns 0 to one less than `files`, the same on
 * every machine and in every build. Twice as many files split each in two: the shard is the one of fewer files again,
 * modulo their number.
 *
 * @example
 * customerShard("W-01908", 1_024) // => 813
 *
 * Source: docs/decisions.md, T1.
 */
export function customerShard(customerId: string, files: number): number {
  let hash = 0;
  for (const byte of new TextEncoder().encode(customerId)) {
    for (const digit of [byte >> 4, byte & 15]) hash = (hash * 31 + digit) % 65_521;
  }
  return hash % files;
}

/**
 * What is the file of a shard called, in the folder of the customers' files?
 *
 * Takes a shard of `customerShard`, 0 to 4,095; returns its four digits and `.json`.
 *
 * @example
 * customerFileName(7) // => "0007.json"
 *
 * Source: docs/decisions.md, T1.
 */
export function customerFileName(shard: number): string {
  return `${String(shard).padStart(4, "0")}.json`;
}

const DAY = 86_400_000;

/**
 * The rows a file holds of one customer, in the order of the mart: texts, dates as YYYY-MM-DD, numbers, null.
 *
 * A customer the file does not hold, and a table without rows, give none.
 *
 * @example
 * customerRows({ version: 1, is_made: true, texts: ["Ash"], customers: { kinds: { name: "text" }, columns: { customer: ["A"], name: [1] } } }, "customers", "A") // => [{ name: "Ash" }]
 *
 * Source: docs/decisions.md, T1.
 */
export function customerRows<Row extends object>(
  file: CustomerFile,
  table: CustomerTableName,
  customerId: string,
): Row[] {
  const place = file.customers?.columns.customer?.indexOf(customerId) ?? -1;
  const rows = file[table];
  if (place < 0 || !rows) return [];
  const { kinds, columns } = rows;
  const wanted = table === "customers" ? customerId : place;
  const cellOf = (name: string, row: number) => {
    const value = columns[name]?.[row] ?? null;
    if (typeof value !== "number" || kinds[name] === "number") return value;
    if (kinds[name] === "text") return file.texts[value - 1] ?? null;
    return new Date(value * DAY).toISOString().slice(0, 10);
  };
  return (columns.customer ?? []).flatMap((customer, row) =>
    customer === wanted
      ? [Object.fromEntries(Object.keys(kinds).map((name) => [name, cellOf(name, row)])) as Row]
      : [],
  );
}
