import type { FaultRule } from "./fault-sql.ts";
import { type FileScan, rawOf } from "./file-scan.ts";
import { money, numbersOf } from "./line-cells.ts";
import { family } from "./lines-sql.ts";
import { currencyFactor, currencyFaults, currencyText } from "./sql-currency.ts";
import { isNotMoney, isTooLarge, type Layer, readMoney } from "./sql-money.ts";
import { literal } from "./sql-text.ts";
import { cleanText, dateValue, isGiven, isModern, numberText, withoutSentinels } from "./sql-values.ts";

/** What one cell needs: columns in layers of which each uses the ones before, and what can be wrong with it. */
export interface PlainCell {
  layers: readonly Layer[];
  faults: readonly FaultRule[];
}

/** The raw text of a canonical column; null in every row where it is not mapped. */
export const rawText = (scan: FileScan, canonical: string) =>
  rawOf(scan, canonical) ?? "cast(null as varchar)";

/** The fault of an empty cell. */
export function missing(
  scan: FileScan,
  canonical: string,
  column: string,
  code: "missing_id" | "missing_value",
): FaultRule {
  return { when: `${column} is null`, code, canonical, value: rawText(scan, canonical) };
}

/** A required key, as `<name>_text`. */
export function idCell(scan: FileScan, canonical: string): PlainCell {
  const column = `${canonical}_text`;
  return {
    layers: [{ [column]: cleanText(rawText(scan, canonical)) }],
    faults: [missing(scan, canonical, column, "missing_id")],
  };
}

/** An optional text, as `<name>_text`. */
export function textCell(scan: FileScan, canonical: string): PlainCell {
  return { layers: [{ [`${canonical}_text`]: cleanText(rawText(scan, canonical)) }], faults: [] };
}

/** A product family, as `product_family`; null where the cell is empty. */
export function productCell(scan: FileScan): PlainCell {
  const text = textCell(scan, "product");
  return { layers: [...text.layers, { product_family: family(scan, "product_text") }], faults: [] };
}

/** A date, as `<name>_date`. */
export function dateCell(scan: FileScan, canonical: string, { isRequired = true } = {}): PlainCell {
  const raw = rawText(scan, canonical);
  const read = `${canonical}_read`;
  const { date_format: format, moments_in: momentsIn } = scan.source.settings;
  const { timeZone } = scan.company.settings;
  const given = `case when ${isModern(read)} then ${withoutSentinels(read)} end`;
  const unread = `(${isModern(read)} is not true and ${isGiven(raw)})`;
  const faults: FaultRule[] = [{ when: unread, code: "text_in_date", canonical, value: raw }];
  if (isRequired) faults.push(missing(scan, canonical, `${canonical}_date`, "missing_value"));
  return {
    layers: [{ [read]: dateValue(raw, { format, timeZone, momentsIn }) }, { [`${canonical}_date`]: given }],
    faults,
  };
}

/** A required number, as `<name>_number`, a double. */
export function numberCell(scan: FileScan, canonical: string): PlainCell {
  const raw = rawText(scan, canonical);
  const column = `${canonical}_number`;
  const isNone = `(isfinite(${column}) is not true and ${isGiven(raw)})`;
  return {
    layers: [{ [column]: `try_cast(${numberText(raw, numbersOf(scan))} as double)` }],
    faults: [
      { when: isNone, code: "text_in_number", canonical, value: raw },
      missing(scan, canonical, column, "missing_value"),
    ],
  };
}

/**
 * A currency, as `currency_code` and `money_factor`: the cell's, else the source's, else the company's where no column
 * is mapped.
 */
export function currencyCell(scan: FileScan): PlainCell {
  const { company, source } = scan;
  const own = literal(source.settings.currency ?? company.settings.currency);
  const raw = rawOf(scan, "currency");
  const text = raw === null ? own : currencyText(raw, company);
  const code = source.settings.currency === undefined ? text : `coalesce(${text}, ${own})`;
  const factor = currencyFactor("currency_code", company, source.settings.units);
  return {
    layers: [{ currency_code: code }, { money_factor: factor }],
    faults: raw === null ? [] : currencyFaults("currency_code", "money_factor", raw),
  };
}

/** An amount in whole minor units of the row's currency: `<name>_units` and the others of `readMoney`. */
export function amountCell(
  scan: FileScan,
  { canonical = "amount", name = "price", isRequired = true } = {},
): PlainCell {
  const raw = rawText(scan, canonical);
  const [first, second] = readMoney(name, raw, numbersOf(scan));
  const faults: FaultRule[] = [
    { when: isNotMoney(name, raw), code: "text_in_number", canonical, value: raw },
  ];
  if (isRequired) faults.push({ when: `not ${isGiven(raw)}`, code: "missing_amount", canonical, value: raw });
  const parts = { ...money.parts("price"), name };
  faults.push({ when: isTooLarge(parts), code: "amount_too_large", canonical, value: raw });
  const whole = { period_numerator: "cast(1 as double)", period_denominator: "cast(1 as double)" };
  return { layers: [first, { ...second, ...whole }], faults };
}

/** Cells side by side: their layers merged, their faults in order. */
export function cellsOf(cells: readonly PlainCell[]): { layers: Layer[]; faults: FaultRule[] } {
  const depth = Math.max(...cells.map(({ layers }) => layers.length));
  const layers = Array.from({ length: depth }, (_, i) => {
    return Object.assign({}, ...cells.map((cell) => cell.layers[i] ?? {})) as Layer;
  });
  return { layers, faults: cells.flatMap(({ faults }) => faults) };
}
