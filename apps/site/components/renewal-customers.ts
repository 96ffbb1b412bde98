import { formatDate } from "@tideline/metrics";
import { customerColumn } from "./customer-column.ts";
import { type Columns, rowsFromColumns } from "./data.ts";
import { fill, h } from "./dom.ts";
import { download, fileStem } from "./download.ts";
import { textButton } from "./figure-actions.ts";
import { liveOf } from "./live.ts";
import { number } from "./number.ts";
import type { JsonFile, Page } from "./page.ts";
import { shownAhead } from "./renewal-chosen.ts";
import { type AheadRow, inOrder, ofWhom, renewalStyle } from "./renewal-data.ts";
import { afterPaint } from "./schedule.ts";
import { type Column, dataTable, toCsv } from "./table.ts";

function customerColumns(page: Page): Column<AheadRow>[] {
  const { currency } = page.summary.company;
  const style = renewalStyle(page);
  const money = (key: "due_minor" | "signed_minor" | "remaining_minor", name: string): Column<AheadRow> => ({
    key,
    name: `${name}, ${currency}`,
    unit: "money",
    value: (row) => row[key],
    cell: (row) =>
      (key === "signed_minor" && row.signed_due_minor === 0) ||
      (key === "remaining_minor" && row.noticed_due_minor === 0)
        ? "–"
        : number(
            {
              value: row[key],
              unit: "money",
              mart: "renewals__upcoming",
              key: `${key} ${row.customer_id} ${row.due_on}`,
              method: `${name}, a month`,
            },
            style,
          ),
  });
  return [
    customerColumn(page, "panel"),
    {
      key: "due_on",
      name: "Due on",
      unit: "text",
      value: ({ due_on }) => due_on,
      cell: ({ due_on }) => formatDate(due_on),
    },
    { key: "state", name: "State", unit: "text", value: ({ state }) => state },
    money("due_minor", "Due"),
    money("signed_minor", "Signed at"),
    money("remaining_minor", "Notice leaves"),
    { key: "lines", name: "Lines", unit: "count", value: ({ lines }) => lines },
    { key: "customer_id", name: "Id", unit: "text", value: ({ customer_id }) => customer_id },
  ];
}

function section(page: Page, rows: readonly AheadRow[]): HTMLElement {
  const columns = customerColumns(page);
  const { company } = page.summary;
  const save = () =>
    download(`${fileStem(company.name, "renewals ahead")}.csv`, toCsv(columns, rows, company), "text/csv");
  return h(
    "div.table-section",
    { "data-table": "renewal-customers" },
    h("h2", null, "Whose renewals these are"),
    h(
      "p.subtitle",
      null,
      `${ofWhom(page)}monthly amounts · late, then noticed, then open, then signed; the largest first`,
    ),
    rows.length === 0
      ? h("p.note", null, "Nothing falls due in these quarters, and nothing is late.")
      : dataTable(columns, rows, { caption: "Renewals due this quarter and next, by customer", most: 25 }),
    rows.length > 0 && h("p.actions", null, textButton("CSV of all renewals", save)),
  );
}

/** The customers behind what is ahead: their file follows the first view. */
export function renewalCustomers(page: Page, file: JsonFile): HTMLElement {
  const box = h("div.live", null, h("p.note.waiting", null, "Reading the renewals …"));
  const read = async () => {
    const all = inOrder(rowsFromColumns<AheadRow>((await file.json()) as Columns));
    box.replaceWith(
      liveOf(page, { shown: () => shownAhead(page, all), render: (rows) => section(page, rows) }),
    );
  };
  page.afterFirst(() =>
    afterPaint(() =>
      read().catch((error: unknown) => {
        console.error(error);
        fill(
          box,
          h("p.note", null, "The renewals could not be read, so they cannot be listed. Reload the page."),
        );
      }),
    ),
  );
  return box;
}
