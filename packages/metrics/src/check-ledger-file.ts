import { LEDGER_BASES, type LedgerFile, MOVEMENT_KINDS, MOVEMENT_SIDES } from "./ledger-file.ts";

const LOGO_KINDS = ["new", "reactivation", "churn", "archive", "transfer"];

/**
 * Is this value a ledger file? Checks its shape: version, lists of one length, whole numbers, every index inside its
 * dictionary, every cut with a label for each customer from month 0. (Balances are checked by `openLedger`.)
 *
 * Takes what `JSON.parse` gave; returns the same object, typed. An empty ledger (no customers, months 0) is valid.
 * Throws an Error naming the place, the value and what to do.
 *
 * @example
 * checkLedgerFile(exampleLedgerFile).months // => 13
 */
export function checkLedgerFile(value: unknown): LedgerFile {
  if (typeof value !== "object" || value === null) fail("file", "expected an object", value);
  const file = value as LedgerFile;
  if (file.version !== 1) fail("version", "expected 1", file.version);
  if (!LEDGER_BASES.includes(file.basis))
    fail("basis", `expected one of ${LEDGER_BASES.join(", ")}`, file.basis);
  if (file.has_fx !== undefined && typeof file.has_fx !== "boolean")
    fail("has_fx", "expected true or false", file.has_fx);
  text("currency", file.currency);
  whole("exponent", file.exponent, 0, 5);
  whole("months", file.months, 0, 12_000);
  if (!/^\d{4}-(0[1-9]|1[0-2])$/.test(String(file.first_month)))
    fail("first_month", 'expected "YYYY-MM"', file.first_month);

  const { customers, products, currencies, kinds, sides, occasions, reasons } = dictionaries(file);
  const movements = file.movements ?? {};
  const { counterparty, list: listParts, discount } = movements as Partial<LedgerFile["movements"]>;
  if ((listParts === undefined) !== (discount === undefined))
    fail("movements.discount", "expected list and discount, or neither", discount);
  columns("movements", movements, {
    month: [0, file.months],
    customer: [0, customers],
    product: [0, products],
    currency: [0, currencies],
    kind: [0, kinds],
    side: [0, sides],
    occasion: [0, occasions],
    reason: [0, reasons],
    amount: null,
    quantity: null,
    line: [0, Number.MAX_SAFE_INTEGER],
    ...(counterparty && { counterparty: [-1, customers] as const }),
    ...(listParts && { list: null, discount: null }),
  });
  if (file.opening !== undefined)
    columns("opening", file.opening, {
      customer: [0, customers],
      product: [0, products],
      currency: [0, currencies],
      amount: null,
      archived: [0, 2],
    });
  const logos = file.logos ?? {};
  columns("logos", logos, {
    month: [0, file.months],
    customer: [0, customers],
    kind: [0, kinds],
    active: [-1, 2],
    archived: [-1, 2],
  });
  for (const [row, kind] of logos.kind.entries()) {
    const name = String(file.kinds[kind]);
    if (!LOGO_KINDS.includes(name))
      fail(`logos.kind[${row}]`, `expected one of ${LOGO_KINDS.join(", ")}`, name);
  }
  list("cuts", file.cuts);
  for (const cut of file.cuts) checkCut(cut, customers, file.months);
  return file;
}

function dictionaries(file: LedgerFile) {
  const { id, name } = file.customers ?? {};
  list("customers.id", id);
  list("customers.name", name);
  if (id.length !== name.length) fail("customers.name", `expected ${id.length} names`, name.length);
  const { first } = file.customers;
  if (first !== undefined) {
    if (list("customers.first", first) !== id.length)
      fail("customers.first", `expected ${id.length} months`, first.length);
    for (const [row, month] of first.entries())
      if (month !== null) whole(`customers.first[${row}]`, month, -12_000, file.months - 1);
  }
  checkReasons(file);
  return {
    customers: id.length,
    products: list("products", file.products),
    currencies: list("currencies", file.currencies),
    kinds: known("kinds", file.kinds, MOVEMENT_KINDS),
    sides: known("sides", file.sides, MOVEMENT_SIDES),
    occasions: list("occasions", file.occasions),
    reasons: list("reasons", file.reasons),
  };
}

function checkReasons({ reasons, categories, avoidable }: LedgerFile): void {
  if (categories === undefined && avoidable === undefined) return;
  const rows = list("reasons", reasons);
  for (const [name, column] of Object.entries({ categories, avoidable }))
    if (list(name, column) !== rows) fail(name, `expected ${rows} values, one a reason`, column?.length);
  for (const [row, value] of (avoidable ?? []).entries())
    if (value !== null && typeof value !== "boolean")
      fail(`avoidable[${row}]`, "expected true, false or null", value);
}

function checkCut(cut: LedgerFile["cuts"][number], customers: number, months: number): void {
  const where = `cuts ${JSON.stringify(cut?.name)}`;
  text(`${where} name`, cut?.name);
  text(`${where} title`, cut.title);
  const labels = list(`${where} labels`, cut.labels);
  const ranges = { customer: [0, customers], month: [0, Math.max(months, 1)], label: [0, labels] } as const;
  columns(where, cut, ranges);
  const seen = new Uint8Array(customers);
  for (const [row, customer] of cut.customer.entries()) if (cut.month[row] === 0) seen[customer] = 1;
  const missing = seen.indexOf(0);
  if (missing >= 0)
    fail(`${where} month`, "expected a row of month 0 for every customer", `none for customer ${missing}`);
}

function columns(
  where: string,
  table: object,
  ranges: Record<string, readonly [number, number] | null>,
): void {
  const lists = table as Record<string, number[]>;
  const [first = "month"] = Object.keys(ranges);
  const rows = list(`${where}.${first}`, lists[first]);
  for (const [name, range] of Object.entries(ranges)) {
    const values = lists[name] as number[];
    if (list(`${where}.${name}`, values) !== rows)
      fail(`${where}.${name}`, `expected ${rows} values, as in ${where}.${first}`, values.length);
    const low = range === null ? -Number.MAX_SAFE_INTEGER : range[0];
    const high = range === null ? Number.MAX_SAFE_INTEGER : range[1] - 1;
    for (let row = 0; row < rows; row++) {
      const value = values[row] as number;
      if (!(Number.isInteger(value) && value >= low && value <= high))
        whole(`${where}.${name}[${row}]`, value, low, high);
    }
  }
}

function whole(where: string, value: unknown, low: number, high: number): void {
  if (Number.isInteger(value) && (value as number) >= low && (value as number) <= high) return;
  fail(where, `expected a whole number from ${low} to ${high}`, value);
}

function known(where: string, value: string[], allowed: readonly string[]): number {
  list(where, value);
  for (const [row, name] of value.entries())
    if (!allowed.includes(name)) fail(`${where}[${row}]`, `expected one of ${allowed.join(", ")}`, name);
  return value.length;
}

function list(where: string, value: unknown): number {
  if (!Array.isArray(value)) fail(where, "expected a list", value);
  return (value as unknown[]).length;
}

function text(where: string, value: unknown): void {
  if (typeof value !== "string" || value === "") fail(where, "expected a text", value);
}

function fail(where: string, wrong: string, got: unknown): never {
  const shown = JSON.stringify(got)?.slice(0, 80);
  throw new Error(`ledger file ${where}: ${wrong}, got ${shown}; build the company's data again`);
}
