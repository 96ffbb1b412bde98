import { findNamed } from "./find-named.ts";
import type { ProbedFile } from "./probe-file.ts";
import type { SettledSource } from "./settle-source.ts";

/** The layout's column of the billing currency, where it has one. */
export function currencyColumn({ layout }: SettledSource): string | null {
  return Object.entries(layout.columns).find(([, { kind }]) => kind === "currency")?.[0] ?? null;
}

/**
 * Which column says what currency an amount is in, when it is headed after the amount? A report of several currencies
 * prints `Amount Currency` beside `Amount`, and `Amount (converted) Currency` beside `Amount (converted)`.
 *
 * @param amounts names of the columns amounts are read from
 * @returns its index among the file's columns, or -1
 */
export function currencyBeside(names: readonly string[], amounts: readonly string[]): number {
  return findNamed(
    names,
    amounts.map((amount) => `${amount} Currency`),
  );
}

/**
 * Is a column of currencies read, where a file has one beside amounts? Amounts in euros would count as the company's dollars.
 *
 * @param columns the columns that are read
 * @throws Error naming the column that is not, when neither company.json nor the layout says the currency
 */
export function assertCurrencyIsRead(
  { file }: ProbedFile,
  source: SettledSource,
  { columns, names }: { columns: readonly { canonical: string }[]; names: readonly string[] },
): void {
  const currency = currencyColumn(source);
  if (currency === null || source.settings.currency !== undefined) return;
  if (columns.some(({ canonical }) => canonical === currency)) return;
  const hasMoney = columns.some(({ canonical }) => source.layout.columns[canonical]?.kind === "money");
  const unread = names.find((name) =>
    /currency(iso)?(code)?$/.test(name.toLowerCase().replaceAll(/[^a-z]/g, "")),
  );
  if (!hasMoney || unread === undefined) return;
  throw new Error(
    `${file}: a column of currencies is not read, got "${unread}"; name it in ${source.key}.columns.${currency} of ` +
      'company.json, or write "currency" for the source where all its amounts are in one',
  );
}
