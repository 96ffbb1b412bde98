import type { FaultRule } from "./fault-sql.ts";
import { type FileScan, rawOf } from "./file-scan.ts";
import { insertSql } from "./insert-sql.ts";
import { money, numbersOf } from "./line-cells.ts";
import {
  amountCell,
  cellsOf,
  currencyCell,
  dateCell,
  idCell,
  numberCell,
  type PlainCell,
  productCell,
  textCell,
} from "./plain-cells.ts";
import { wholeMinor } from "./sql-money.ts";
import { literal } from "./sql-text.ts";
import { isGiven, numberText } from "./sql-values.ts";

interface Plain {
  table: string;
  cells: readonly PlainCell[];
  values: Readonly<Record<string, string>>;
  faults?: readonly FaultRule[];
}

function plainSql(scan: FileScan, { table, cells, values, faults = [] }: Plain): string {
  const { layers, faults: ofCells } = cellsOf(cells);
  const columns = { ...values, source_no: `${scan.sourceNo}` };
  return insertSql(scan, {
    table,
    columns: Object.keys(columns),
    layers,
    values: Object.values(columns),
    faults: [...ofCells, ...faults],
  });
}

/** The statement that reads one file of assignments into `read_assignments`. */
export function assignmentsSql(scan: FileScan): string {
  return plainSql(scan, {
    table: "read_assignments",
    cells: [idCell(scan, "line_id"), idCell(scan, "customer_id"), dateCell(scan, "assigned_on")],
    values: { line_id: "line_id_text", customer_id: "customer_id_text", assigned_on: "assigned_on_date" },
  });
}

/** The statement that reads one file of rates into `read_exchange_rates`, one row a day as long as it is read. */
export function exchangeRatesSql(scan: FileScan): string {
  const own = literal(scan.company.settings.currency);
  const raw = rawOf(scan, "rate") ?? "cast(null as varchar)";
  const rate = { canonical: "rate", value: raw };
  const exact: PlainCell = {
    layers: [{ rate_exact: `try_cast(${numberText(raw, numbersOf(scan))} as decimal(18, 10))` }],
    faults: [],
  };
  return plainSql(scan, {
    table: "read_exchange_rates",
    cells: [currencyCell(scan), dateCell(scan, "rate_on"), numberCell(scan, "rate"), exact],
    values: {
      currency: "currency_code",
      month_no: "cast(year(rate_on_date) * 12 + month(rate_on_date) as integer)",
      rate: "rate_exact",
      rate_on: "rate_on_date",
    },
    faults: [
      { when: "(rate_exact > 0) is not true", code: "impossible_exchange_rate", ...rate },
      { when: `(currency_code = ${own} and rate_exact <> 1)`, code: "own_currency_rate", ...rate },
    ],
  });
}

/** The statement that reads one file of usage into `read_usage_charges`. */
export function usageChargesSql(scan: FileScan): string {
  const key = rawOf(scan, "charge_id") === null ? textCell : idCell;
  return plainSql(scan, {
    table: "read_usage_charges",
    cells: [
      key(scan, "charge_id"),
      idCell(scan, "customer_id"),
      productCell(scan),
      dateCell(scan, "billed_for"),
      currencyCell(scan),
      amountCell(scan),
    ],
    values: {
      charge_id: "charge_id_text",
      customer_id: "customer_id_text",
      product: "coalesce(product_family, 'All products')",
      currency: "currency_code",
      billed_for: "cast(date_trunc('month', billed_for_date) as date)",
      amount_minor: wholeMinor(money.parts("price"), { months: 1 }),
    },
  });
}

/** The statement that reads one file of expected losses into `read_expected_losses`. */
export function expectedLossesSql(scan: FileScan): string {
  const raw = (canonical: string) => ({ canonical, value: rawOf(scan, canonical) ?? "''" });
  const { layers, faults } = currencyCell(scan);
  const isAmount = isGiven(rawOf(scan, "amount") ?? "cast(null as varchar)");
  const currency = {
    layers,
    faults: faults.map((rule) => ({ ...rule, when: `(${isAmount} and ${rule.when})` })),
  };
  return plainSql(scan, {
    table: "read_expected_losses",
    cells: [
      idCell(scan, "customer_id"),
      productCell(scan),
      dateCell(scan, "flagged_on"),
      dateCell(scan, "cleared_on", { isRequired: false }),
      numberCell(scan, "probability"),
      currency,
      amountCell(scan, { isRequired: false }),
    ],
    values: {
      customer_id: "customer_id_text",
      product: "product_family",
      flagged_on: "flagged_on_date",
      cleared_on: "cleared_on_date",
      probability: "probability_number",
      amount_minor: wholeMinor(money.parts("price"), { months: 1 }),
      currency: "case when price_near is not null then currency_code end",
    },
    faults: [
      { when: "cleared_on_date < flagged_on_date", code: "cleared_before_flagged", ...raw("cleared_on") },
      { when: "probability_number not between 0 and 1", code: "rate_out_of_range", ...raw("probability") },
      { when: "price_near < 0", code: "negative_loss", ...raw("amount") },
    ],
  });
}

/** The statement that reads one file of the customer map into `read_customer_map`. */
export function customerMapSql(scan: FileScan): string {
  return plainSql(scan, {
    table: "read_customer_map",
    cells: [idCell(scan, "customer_id"), idCell(scan, "mapped_to")],
    values: { customer_id: "customer_id_text", mapped_to: "mapped_to_text" },
  });
}
