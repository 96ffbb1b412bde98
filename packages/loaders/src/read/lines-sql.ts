import { type FileScan, rawOf } from "./file-scan.ts";
import { insertSql } from "./insert-sql.ts";
import { money, priceColumn, readCells } from "./line-cells.ts";
import { lineFaults } from "./line-faults.ts";
import { type Quantity, unitBeforeDiscount, unitMinor, wholeMinor } from "./sql-money.ts";
import { literal } from "./sql-text.ts";
import { lineColumns, needsRecordedDates, recordedColumns } from "./tables.ts";

/** Which of the table's columns a scan of these mapped columns fills; the others are the same in every row. */
export function filledColumns(mapped: readonly string[]): Set<string> {
  const always = ["line_id", "customer_id", "currency", "signed_on", "start_on", "end_means", "source_no"];
  const amounts = ["quantity", "unit_monthly_minor", "monthly_minor", "annual_minor"];
  const given = Object.keys(lineColumns).filter((name) => mapped.includes(name));
  const product = mapped.includes("product") ? ["product", "sku"] : [];
  const notice = mapped.includes("notice_amount") ? ["notice_monthly_minor", "notice_annual_minor"] : [];
  const oneOff = mapped.includes("is_recurring") ? ["one_off_minor"] : [];
  const isListed = mapped.includes("list_price") || mapped.includes("discount_rate");
  const list = isListed ? ["list_unit_monthly_minor"] : [];
  return new Set([...always, ...amounts, ...given, ...product, ...notice, ...oneOff, ...list]);
}

/** What a column holds when no export fills it. */
export const lineDefaults: Readonly<Record<string, string>> = {
  product: "'All products'",
  is_recurring: "true",
  is_trial: "false",
  auto_renews: "false",
};

/** The statement that reads one file of lines into `read_contract_lines`, filling the given columns. */
export function linesSql(scan: FileScan, filled: ReadonlySet<string>): string {
  const outputs = outputColumns(scan);
  const names = Object.keys(lineColumns).filter((name) => filled.has(name));
  const layers = [...readCells(scan), outputs.work];
  const isDated = needsRecordedDates(scan.company);
  const recorded = isDated ? Object.entries(recordedColumns).map(([name, from]) => ({ name, from })) : [];
  const isRecorded = (canonical: string) =>
    scan.columns.some((column) => column.canonical === canonical && column.name !== null);
  const dates = recorded.map(({ from }) => (isRecorded(from) ? `${from}_date` : "cast(null as date)"));
  const values = names.map((name) => `${outputs.values[name] ?? `cast(null as ${typeOf(name)})`}`);
  return insertSql(scan, {
    table: "read_contract_lines",
    columns: [...names, ...recorded.map(({ name }) => name)],
    layers,
    values: [...values, ...dates],
    faults: lineFaults(scan),
  });
}

function typeOf(name: string): string {
  return (lineColumns as Readonly<Record<string, string>>)[name] ?? "varchar";
}

function outputColumns(scan: FileScan): { work: Record<string, string>; values: Record<string, string> } {
  const perUnit = priceColumn(scan) === "unit_price";
  const hasQuantity = rawOf(scan, "quantity") !== null;
  const times = perUnit && hasQuantity ? { times: money.quantity } : {};
  const price = money.parts("price");
  const monthly = wholeMinor(price, { months: 1, ...times });
  const unit = perUnit || !hasQuantity ? unitMinor(price) : unitMinor(price, money.divisor);
  const has = (canonical: string) => rawOf(scan, canonical) !== null;
  const isListed = has("list_price") || has("discount_rate");
  const endMeans = literal(scan.endMeans);
  const key = "'period:' || customer_id_text || ':' || strftime(start_on_date, '%Y-%m-%d')";
  const sku = "sku_text";
  const values: Record<string, string> = {
    line_id: has("line_id") ? "line_id_text" : key,
    customer_id: "customer_id_text",
    product: has("product") ? `coalesce(${family(scan, sku)}, 'All products')` : "'All products'",
    sku,
    currency: "currency_code",
    order_id: "order_id_text",
    order_type: has("order_type") ? "order_type_read" : "cast(null as varchar)",
    signed_on: "coalesce(signed_on_date, start_on_date)",
    start_on: "start_on_date",
    end_on: "end_date",
    end_means: has("end_means") ? `coalesce(end_means_read, ${endMeans})` : endMeans,
    notice_on: "notice_on_date",
    notice_quantity: has("notice_quantity") ? "notice_quantity_read" : "cast(null as decimal(18, 6))",
    quantity:
      perUnit || !hasQuantity
        ? "quantity_given"
        : "case when quantity_given = 0 and price_monthly <> 0 then 1 else quantity_given end",
    unit_monthly_minor: "price_unit",
    monthly_minor: "price_monthly",
    annual_minor: "price_annual",
    one_off_minor: has("is_recurring")
      ? `case when not is_recurring_read then ${wholeMinor({ ...price, numerator: "1", denominator: "1" }, { months: 1, ...times })} end`
      : "cast(null as bigint)",
    notice_monthly_minor: has("notice_amount")
      ? "case when notice_on_date is not null then notice_monthly end"
      : "cast(null as bigint)",
    list_unit_monthly_minor: isListed ? "list_unit" : "cast(null as decimal(28, 9))",
    notice_withdrawn_on: "notice_withdrawn_on_date",
    notice_annual_minor: has("notice_amount")
      ? "case when notice_on_date is not null then notice_annual end"
      : "cast(null as bigint)",
    auto_renews: has("auto_renews") ? "coalesce(auto_renews_read, false)" : "false",
    renewal_months: has("renewal_months") ? "cast(renewal_months_read as integer)" : "cast(null as integer)",
    paused_on: "paused_on_date",
    resumes_on: "resumes_on_date",
    reason: "reason_text",
    renewal_of: "renewal_of_text",
    replaces: "replaces_text",
    is_recurring: has("is_recurring") ? "coalesce(is_recurring_read, true)" : "true",
    is_trial: has("is_trial") ? "coalesce(is_trial_read, false)" : "false",
    source_no: `${scan.sourceNo}`,
  };
  const work: Record<string, string> = {
    price_monthly: monthly,
    price_annual: wholeMinor(price, { months: 12, ...times }),
    price_unit: unit,
  };
  if (has("notice_amount")) {
    work.notice_monthly = wholeMinor(money.parts("notice"), { months: 1 });
    work.notice_annual = wholeMinor(money.parts("notice"), { months: 12 });
  }
  if (isListed) work.list_unit = listUnit(scan, perUnit || !hasQuantity ? undefined : money.divisor);
  return { work, values };
}

/** List price of one unit a month: as printed, else from the net price and the discount; 0 says nothing. */
function listUnit(scan: FileScan, over: Quantity | undefined): string {
  const printed = unitMinor(money.parts("list"), over);
  const undiscounted = unitBeforeDiscount(money.parts("price"), "discount_rate_read", over);
  const isPrinted = rawOf(scan, "list_price") !== null;
  if (rawOf(scan, "discount_rate") === null) return `nullif(${printed}, 0)`;
  return isPrinted ? `coalesce(nullif(${printed}, 0), ${undiscounted})` : undiscounted;
}

/** The product family of a plan, tier or SKU; one that company.json does not list is a family of its own. */
export function family(scan: FileScan, sku: string): string {
  const entries = Object.entries(scan.company.settings.products ?? {});
  if (entries.length === 0) return sku;
  if (entries.length <= 32) {
    return `case ${sku} ${entries.map(([from, to]) => `when ${literal(from)} then ${literal(to)}`).join(" ")} else ${sku} end`;
  }
  const from = entries.map(([name]) => literal(name)).join(", ");
  const to = entries.map(([, name]) => literal(name)).join(", ");
  return `coalesce([${to}][list_position([${from}], ${sku})], ${sku})`;
}
