import { type FileScan, rawOf } from "./file-scan.ts";
import { currencyFactor, currencyText } from "./sql-currency.ts";
import { type Layer, type MoneyParts, type Quantity, readMoney } from "./sql-money.ts";
import { billingPeriod, termPeriod } from "./sql-period.ts";
import { literal } from "./sql-text.ts";
import {
  booleanValue,
  cleanText,
  dateValue,
  isGiven,
  isModern,
  type NumberOptions,
  numberText,
  withoutSentinels,
  wordValue,
} from "./sql-values.ts";

const orderTypes = {
  new: "new",
  add_on: "add_on",
  addon: "add_on",
  renewal: "renewal",
  replacement: "replacement",
  step: "step",
  archive: "archive",
} as const;

const endMeanings = {
  term: "term",
  cancelled: "cancelled",
  canceled: "cancelled",
  replaced: "replaced",
} as const;

const priceColumns = ["unit_price", "amount", "monthly_amount", "term_value"] as const;
const dateColumns = [
  "signed_on",
  "start_on",
  "end_on",
  "notice_on",
  "notice_withdrawn_on",
  "paused_on",
  "resumes_on",
] as const;
const textColumns = [
  "line_id",
  "customer_id",
  "sku",
  "order_id",
  "reason",
  "renewal_of",
  "replaces",
] as const;

/** Money is read under these names; `parts` and `quantity` are what its amounts are worked out from. */
export const money = {
  parts: (name: "price" | "notice" | "list"): MoneyParts => ({
    name,
    factor: "money_factor",
    numerator: "period_numerator",
    denominator: "period_denominator",
  }),
  quantity: {
    whole: "quantity_whole",
    million: "cast(cast(quantity_given as decimal(38, 6)) * 1000000 as hugeint)",
    near: "quantity_near",
  } satisfies Quantity,
  divisor: {
    whole: "(case when quantity_whole = 0 then 1 else quantity_whole end)",
    million:
      "(case when quantity_given = 0 then 1000000 else cast(cast(quantity_given as decimal(38, 6)) * 1000000 as hugeint) end)",
    near: "quantity_near",
  } satisfies Quantity,
};

/** Which of the price columns a scan maps. */
export function priceColumn(scan: FileScan): (typeof priceColumns)[number] {
  return priceColumns.find((name) => rawOf(scan, name) !== null) ?? "monthly_amount";
}

/** Layers of SQL columns: each may use those before it. */
type Cells = readonly [first: Layer, second?: Layer, third?: Layer];

/**
 * Cells as values, in layers of which each uses the ones before.
 *
 * Leaves `<text>_text`, `<date>_read` (as parsed) and `<date>_date`, the columns of `readMoney` for price, notice and
 * list, `quantity_*`, `currency_code`, `money_factor`, `<word>_read`, `end_date` and the billing period's factor.
 */
export function readCells(scan: FileScan): Layer[] {
  const parts = [textCells(scan), dateCells(scan), moneyCells(scan), quantityCells(scan), wordCells(scan)];
  const merged = [0, 1, 2].map(
    (place) => Object.assign({}, ...parts.map((part) => part[place] ?? {})) as Layer,
  );
  return [
    ...merged,
    { period_packed: `cast(${periodOf(scan)} as bigint)` },
    {
      period_numerator: "cast(period_packed // 1000000 as double)",
      period_denominator: "cast(period_packed % 1000000 as double)",
    },
  ];
}

function textCells(scan: FileScan): Cells {
  const cells = textColumns.map((name) => {
    const raw = rawOf(scan, name === "sku" ? "product" : name);
    return [`${name}_text`, raw === null ? "cast(null as varchar)" : cleanText(raw)];
  });
  return [Object.fromEntries(cells) as Layer];
}

function dateCells(scan: FileScan): Cells {
  const { date_format: format, moments_in: momentsIn, end_on_is } = scan.source.settings;
  const { timeZone } = scan.company.settings;
  const read: Layer = {};
  const given: Layer = {};
  for (const name of dateColumns) {
    const raw = rawOf(scan, name);
    const parsed = `${name}_read`;
    read[parsed] = raw === null ? "cast(null as date)" : dateValue(raw, { format, timeZone, momentsIn });
    given[`${name}_date`] = `case when ${isModern(parsed)} then ${withoutSentinels(parsed)} end`;
  }
  return [read, given, { end_date: end_on_is === "last_day_of_service" ? "end_on_date + 1" : "end_on_date" }];
}

function moneyCells(scan: FileScan): Cells {
  const first: Layer = {};
  const second: Layer = {
    money_factor: currencyFactor("currency_code", scan.company, scan.source.settings.units),
  };
  const columns = { price: priceColumn(scan), notice: "notice_amount", list: "list_price" };
  for (const [name, canonical] of Object.entries(columns)) {
    const raw = rawOf(scan, canonical);
    if (raw === null) continue;
    const layers = readMoney(name, raw, numbersOf(scan));
    Object.assign(first, layers[0]);
    Object.assign(second, layers[1]);
  }
  const rate = rawOf(scan, "discount_rate");
  if (rate !== null) first.discount_rate_read = `try_cast(${numberText(rate, numbersOf(scan))} as double)`;
  const { company, source } = scan;
  const own = literal(source.settings.currency ?? company.settings.currency);
  const raw = rawOf(scan, "currency");
  const code = raw === null ? own : currencyText(raw, company);
  first.currency_code = source.settings.currency === undefined ? code : `coalesce(${code}, ${own})`;
  return [first, second];
}

function quantityCells(scan: FileScan): Cells {
  const read = (raw: string) => `try_cast(${numberText(raw, numbersOf(scan))} as decimal(18, 6))`;
  const quantity = rawOf(scan, "quantity");
  const remaining = rawOf(scan, "notice_quantity");
  const months = rawOf(scan, "renewal_months");
  const isWhole = "quantity_near = floor(quantity_near) and quantity_near < 4500000000";
  return [
    {
      quantity_read: quantity === null ? "cast(1 as decimal(18, 6))" : read(quantity),
      ...(remaining === null ? {} : { notice_quantity_read: read(remaining) }),
      ...(months === null ? {} : { renewal_months_read: read(months) }),
    },
    {
      quantity_given: "coalesce(quantity_read, 1)",
      quantity_near: "coalesce(cast(quantity_read as double), 1)",
    },
    { quantity_whole: `case when ${isWhole} then quantity_near end` },
  ];
}

function wordCells(scan: FileScan): Cells {
  const cells: Layer = {};
  for (const [name, allowed] of Object.entries({ order_type: orderTypes, end_means: endMeanings })) {
    const raw = rawOf(scan, name);
    if (raw !== null) cells[`${name}_read`] = wordValue(raw, allowed);
  }
  for (const name of ["is_recurring", "is_trial", "auto_renews"]) {
    const raw = rawOf(scan, name);
    if (raw !== null) cells[`${name}_read`] = booleanValue(raw);
  }
  return [cells];
}

function periodOf(scan: FileScan): string {
  const price = priceColumn(scan);
  if (price === "term_value") return termPeriod("start_on_date", "end_date");
  const period = periodText(scan);
  const isPerPeriod = price === "unit_price" || price === "amount";
  return isPerPeriod && period !== null ? billingPeriod(period) : "1000001";
}

/** SQL of a line's billing period as text; with how many of it, where a column of its own says so: "3 month". */
export function periodText(scan: FileScan): string | null {
  const period = rawOf(scan, "billing_period");
  const count = rawOf(scan, "billing_period_count");
  if (period === null || count === null) return period;
  const whole = `regexp_replace(trim(${count}), '[.]0+$', '')`;
  return `case when ${isGiven(count)} and ${whole} <> '1' then ${whole} || ' ' || trim(${period}) else ${period} end`;
}

/** How a source writes its numbers. */
export function numbersOf(scan: FileScan): NumberOptions {
  const { decimal, thousands } = scan.source.settings;
  return { decimal, thousands };
}
