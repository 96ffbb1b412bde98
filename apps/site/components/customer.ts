import { customersBehind, type Ledger, type MovementRow } from "@tideline/metrics";
import { monthKey, monthLabel, monthNumber } from "./calendar.ts";
import { loadCharts } from "./charts.ts";
import { type Child, fill, h } from "./dom.ts";
import { download, fileStem } from "./download.ts";
import { movementColumns } from "./drill.ts";
import { numberStyle } from "./measure.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import { type Column, dataTable, toCsv } from "./table.ts";
import type { View } from "./view.ts";
import { kindNames } from "./words.ts";

interface Story {
  rows: MovementRow[];
  /** Balance at each reported month's end, minor units. */
  balances: number[];
}

/** Every movement of one customer, oldest first, and its balances; the running sum of the movements. */
export function customerStory(ledger: Ledger, customer: number): Story {
  const all = customersBehind(ledger, { fromMonth: 0, toMonth: ledger.months - 1 });
  const rows = all
    .filter((row) => row.customer === customer)
    .sort((a, b) => (a.report_month < b.report_month ? -1 : a.report_month > b.report_month ? 1 : 0));
  const first = monthNumber(ledger.first_month);
  const balances = new Array<number>(ledger.months).fill(0);
  for (const row of rows) {
    for (let month = monthNumber(row.report_month) - first; month < ledger.months; month += 1) {
      balances[month] = (balances[month] ?? 0) + row.amount_minor;
    }
  }
  return { rows, balances };
}

function labelsOf(ledger: Ledger, customer: number): Child[] {
  return ledger.cuts.flatMap(({ title, labels, start, label }) => {
    const from = start[customer] ?? 0;
    const to = start[customer + 1] ?? from;
    const names = Array.from(label.slice(from, to), (index) => labels[index] ?? "–");
    return names.length > 0 ? [h("div", null, h("dt", null, title), h("dd", null, names.join(" → ")))] : [];
  });
}

/** What the panel says of a customer: balance, labels, its line over the years, every movement. */
export function customerContent(page: Page, view: View, id: string): { title: Child; content: Child } {
  const { ledger } = view;
  const customer = ledger ? ledger.customers.id.indexOf(id) : -1;
  if (!ledger || customer < 0) {
    return {
      title: "Customer not found",
      content: h("p", null, `No customer has the id ${id} in this ledger.`),
    };
  }
  const { rows, balances } = customerStory(ledger, customer);
  const title = ledger.customers.name[customer] ?? id;
  const lastMonth = monthKey(monthNumber(ledger.first_month) + ledger.months - 1);
  const balance = balances.at(-1) ?? 0;
  const style = { ...numberStyle(view), basis: `live MRR, month end ${monthLabel(lastMonth)}` };
  const current = number(
    {
      value: balance,
      unit: "money",
      mart: "ledger-live",
      key: `balance ${lastMonth} ${id}`,
      method: "sum of its movements",
    },
    { ...style, isStrong: true },
  );
  const first = rows[0];
  const line = h("div.customer-line");
  void loadCharts().then(({ sparkline }) => {
    fill(
      line,
      sparkline(balances, { width: 560, height: 56, label: `MRR of ${title}, ${balances.length} months` }),
    );
  });
  const columns = movementColumns(page, view).filter(({ key }) => !key.startsWith("customer_"));
  const month = columns.findIndex(({ key }) => key === "report_month");
  const ordered: Column<MovementRow>[] = [
    ...columns.slice(month, month + 1),
    ...columns.slice(0, month),
    ...columns.slice(month + 1),
  ];
  const state = balance > 0 ? "" : first ? " · not paying now" : "";
  return {
    title,
    content: [
      h("p.lead", null, current, ` a month at the end of ${monthLabel(lastMonth)}${state}`),
      line,
      h(
        "dl.facts",
        null,
        h("div", null, h("dt", null, "Id"), h("dd", null, id)),
        first &&
          h(
            "div",
            null,
            h("dt", null, "First movement"),
            h("dd", null, `${monthLabel(first.report_month)}, ${kindNames[first.kind] ?? first.kind}`),
          ),
        labelsOf(ledger, customer),
      ),
      rows.length > 0
        ? dataTable(ordered, [...rows].reverse(), { caption: `Movements of ${title}`, most: 200 })
        : h("p.note", null, "This customer has no movement in the months reported."),
      rows.length > 0 &&
        h(
          "p.actions",
          null,
          h(
            "button.text-button",
            {
              type: "button",
              onclick: () =>
                download(
                  `${fileStem(view.company.name, id, "movements")}.csv`,
                  toCsv(movementColumns(page, view), rows, view.money),
                  "text/csv",
                ),
            },
            "CSV",
          ),
        ),
    ],
  };
}
