import { formatPeriod, type MovementRow } from "@tideline/metrics";
import { h } from "./dom.ts";
import { type Measured, number } from "./number.ts";
import type { Page } from "./page.ts";
import { ledgerMart, numberStyle } from "./style.ts";
import type { Column } from "./table.ts";
import type { View } from "./view.ts";
import { inWords, kindNames, mrrWord } from "./words.ts";

type Amount = "amount_minor" | "quantity_minor";

function measured(page: Page, view: View, row: MovementRow, column: Amount): Measured {
  const month = row.report_month.slice(0, 7);
  return {
    value: row[column],
    unit: "money",
    mart: ledgerMart(view),
    key: `${column} ${month} ${row.customer_id} ${page.lineOf(row.line)}`.trim(),
    method: `${kindNames[row.kind] ?? row.kind}, a month`,
  };
}

/** The columns of a list of movements, as the page shows them and as the file holds them. */
export function movementColumns(page: Page, view: View): Column<MovementRow>[] {
  const text = (key: "report_month" | "kind" | "product" | "occasion" | "reason" | "customer_id") => ({
    key,
    unit: "text" as const,
    value: (row: MovementRow) => row[key],
  });
  const money = (key: Amount, name: string): Column<MovementRow> => ({
    key,
    name,
    unit: "money",
    value: (row) => row[key],
    cell: (row) =>
      key === "quantity_minor" && row.kind !== "upgrade" && row.kind !== "downgrade"
        ? "–"
        : number(measured(page, view, row, key), { ...numberStyle(view), isSigned: true }),
  });
  const open = ({ name, customer_id }: MovementRow) =>
    h(
      "button.text-button",
      { type: "button", onclick: () => page.show({ customer: customer_id }) },
      name ?? customer_id,
    );
  return [
    {
      key: "customer_name",
      name: "Customer",
      unit: "text",
      value: ({ name, customer_id }) => name ?? customer_id,
      cell: open,
    },
    { ...text("report_month"), name: "Month", cell: (row) => formatPeriod(row.report_month) },
    { ...text("kind"), name: "Kind", cell: ({ kind }) => kindNames[kind] ?? kind },
    money("amount_minor", `${mrrWord(view.state.basis)}, ${view.money.currency}`),
    money("quantity_minor", "of it quantity"),
    { ...text("product"), name: "Product" },
    { ...text("occasion"), name: "Occasion", cell: ({ occasion }) => inWords(occasion) },
    { ...text("reason"), name: "Reason", cell: ({ reason }) => inWords(reason) },
    { ...text("customer_id"), name: "Id" },
    { key: "line_id", name: "Line", unit: "text", value: ({ line }) => page.lineOf(line) },
  ];
}
