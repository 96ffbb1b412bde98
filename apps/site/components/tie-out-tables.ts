import { formatNumber, formatPeriod } from "@tideline/metrics";
import { customerColumn } from "./customer-column.ts";
import { rowsFromColumns } from "./data.ts";
import { fill, h } from "./dom.ts";
import { download, fileStem } from "./download.ts";
import { textButton } from "./figure-actions.ts";
import { plural } from "./format.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import { type Column, dataTable, toCsv } from "./table.ts";
import {
  causeWords,
  type TieOut,
  type TieOutCustomer,
  type TieOutRowsFile,
  tieOutStyle,
} from "./tie-out-data.ts";
import { monthColumns, wholeUnits } from "./tie-out-figures.ts";

function csvAction<Row>(
  page: Page,
  name: string,
  columns: readonly Column<Row>[],
  rows: readonly Row[],
): HTMLElement {
  const { company } = page.summary;
  return h(
    "p.actions",
    null,
    textButton("CSV", () =>
      download(`${fileStem(company.name, name)}.csv`, toCsv(columns, rows, company), "text/csv"),
    ),
  );
}

/** Month by month: MRR, the differences by name, what was billed, and what stands beside it. */
export function tieOutMonths(page: Page, { months }: TieOut): HTMLElement {
  if (months.length === 0) return h("div", null);
  const rows = months.toReversed();
  const { currency } = page.summary.company;
  const columns = monthColumns(page);
  const shown = columns.filter(
    ({ key, unit, value }) => unit !== "money" || key === "mrr_minor" || rows.some((row) => value(row) !== 0),
  );
  return h(
    "div.table-section",
    null,
    h("h2", null, "Month by month, the differences by name"),
    h(
      "p.subtitle",
      null,
      `Live MRR and its differences add up to what was billed · all customers, ${currency} a month of service · newest first; what was billed once or by use stands beside it`,
    ),
    dataTable(shown, rows, { caption: "Billed beside live MRR by month", most: 24 }),
    csvAction(page, "tie-out by month", columns, rows),
  );
}

function customerColumns(page: Page): Column<TieOutCustomer>[] {
  const scale = wholeUnits(page);
  const style = { ...tieOutStyle(page), isSigned: true, scale };
  const money = (
    column: "difference_minor" | "newest_minor",
    name: string,
    method: string,
  ): Column<TieOutCustomer> => ({
    key: column,
    name: `${name}, ${scale.name}`,
    unit: "money",
    value: (row) => row[column],
    cell: (row) =>
      row[column] === 0
        ? "–"
        : number(
            {
              value: row[column],
              unit: "money",
              mart: "tie_out__by_customer",
              key: `${column} ${row.customer_id} ${row.cause}`,
              method,
            },
            style,
          ),
  });
  return [
    customerColumn(page, "panel"),
    {
      key: "cause",
      name: "What differs",
      unit: "text",
      value: ({ cause }) => cause,
      cell: ({ cause }) => causeWords[cause].name,
    },
    {
      key: "first_month",
      name: "Months",
      unit: "text",
      value: ({ first_month }) => first_month.slice(0, 7),
      cell: ({ first_month, last_month, months }) =>
        first_month === last_month
          ? formatPeriod(first_month)
          : `${formatPeriod(first_month)} to ${formatPeriod(last_month)} (${formatNumber(months)})`,
    },
    money("difference_minor", "Sum", "billed less live MRR, summed over its months"),
    money("newest_minor", "Newest month", "billed less live MRR in the newest month"),
    {
      key: "last_month",
      name: "Last month",
      unit: "text",
      value: ({ last_month }) => last_month.slice(0, 7),
    },
    { key: "customer_id", name: "Id", unit: "text", value: ({ customer_id }) => customer_id },
  ];
}

/** Who to ask, and what about: the largest differences of twelve months. */
export function tieOutCustomers(page: Page, { all, months }: TieOut): HTMLElement {
  if (all.differences === 0) return h("div", null);
  const columns = customerColumns(page);
  const newest = months.at(-1);
  const place = h("div", null, h("p.note.waiting", null, "Reading the customers …"));
  const list = (file: TieOutRowsFile) => {
    const customers = rowsFromColumns<TieOutCustomer>(file.by_customer);
    fill(
      place,
      dataTable(
        columns.filter(({ key }) => key !== "last_month"),
        customers,
        { caption: "The largest differences by customer", most: 25, all: all.differences },
      ),
      all.differences > customers.length &&
        h(
          "p.caveat",
          null,
          "The mart tie_out__by_customer has every difference, and tie_out__differences each with its months.",
        ),
      csvAction(page, "tie-out by customer", columns, customers),
    );
  };
  page.withLaterRows(list);
  return h(
    "div.table-section",
    null,
    h("h2", null, "Whom to ask, the largest differences first"),
    h(
      "p.subtitle",
      null,
      `${plural(all.customers, "customer")} with a difference in the twelve months to ${formatPeriod(newest?.report_month ?? "")} · billed less live MRR, summed over their months`,
      h("span.hint", null, " · choose a customer to see its contracts move"),
    ),
    place,
  );
}
