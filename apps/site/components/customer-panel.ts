import { customersBehind, formatPeriod, type Ledger, type MovementRow } from "@tideline/metrics";
import { monthNumber } from "./calendar.ts";
import { loadCharts } from "./charts.ts";
import { customerAddress } from "./customer-address.ts";
import { type Child, fill, h } from "./dom.ts";
import { download, fileStem } from "./download.ts";
import { movementColumns } from "./movement-table.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import type { Panel } from "./rows-panel.ts";
import { ledgerMart, numberStyle } from "./style.ts";
import { dataTable, toCsv } from "./table.ts";
import type { View } from "./view.ts";
import { basisMrr, kindNames, mrrWord } from "./words.ts";

/** Every movement of one customer, oldest first, and its balance at each month's end in minor units. */
export function customerStory(ledger: Ledger, customer: number): { rows: MovementRow[]; balances: number[] } {
  if (ledger.months === 0) return { rows: [], balances: [] };
  const rows = customersBehind(ledger, { fromMonth: 0, toMonth: ledger.months - 1 })
    .filter((row) => row.customer === customer)
    .sort((a, b) => monthNumber(a.report_month) - monthNumber(b.report_month));
  const first = monthNumber(ledger.first_month);
  const change = new Array<number>(ledger.months).fill(0);
  for (const row of rows) {
    const month = monthNumber(row.report_month) - first;
    change[month] = (change[month] ?? 0) + row.amount_minor;
  }
  let balance = 0;
  return {
    rows,
    balances: change.map((amount) => {
      balance += amount;
      return balance;
    }),
  };
}

function fact(term: string, text: string): HTMLElement {
  return h("div", null, h("dt", null, term), h("dd", null, text));
}

function labelFacts(ledger: Ledger, customer: number): Child[] {
  return ledger.cuts.map(({ title, labels, start, label }) => {
    const names = Array.from(
      label.slice(start[customer], start[customer + 1]),
      (index) => labels[index] || "(none)",
    );
    return names.length > 0 && fact(title, names.join(" → "));
  });
}

/** What the panel says of a customer: balance, labels, its line over the years, every movement. */
export function customerPanel(page: Page, view: View, id: string): Panel {
  // The whole one: what a filter leaves out of a customer belongs to it all the same.
  const ledger = page.source.ledgers.get(view.state.basis);
  const customer = ledger ? ledger.customers.id.indexOf(id) : -1;
  if (!ledger || customer < 0) {
    const text = `No customer has the id ${id} in this ledger.`;
    return { title: "Customer not found", content: h("p.note", null, text) };
  }
  const { rows, balances } = customerStory(ledger, customer);
  const title = ledger.customers.name[customer] ?? id;
  const lastMonth = ledger.report_months.at(-1)?.slice(0, 7) ?? "";
  const balance = balances.at(-1) ?? 0;
  const key = `balance ${lastMonth} ${id}`;
  const current = number(
    { value: balance, unit: "money", mart: ledgerMart(view), key, method: "sum of its movements" },
    {
      ...numberStyle(view),
      basis: `${basisMrr(view.state.basis)}, end of ${formatPeriod(lastMonth)}`,
      isStrong: true,
    },
  );
  const [first] = rows;
  const line = h("div.customer-line");
  // What exchange rates alone moved is not in the ledger: movements do not add up to a balance then.
  const hasBalance = !ledger.has_fx;
  if (hasBalance)
    void loadCharts().then(({ sparkline }) =>
      fill(
        line,
        sparkline(balances, {
          width: 560,
          height: 56,
          label: `${mrrWord(view.state.basis)} of ${title}, ${balances.length} months`,
        }),
      ),
    );
  const columns = movementColumns(page, view);
  const shown = columns.filter(({ key: name }) => name !== "customer_name" && name !== "customer_id");
  const save = () =>
    download(
      `${fileStem(view.company.name, view.state.basis, id, "movements")}.csv`,
      toCsv(columns, rows, view.money),
      "text/csv",
    );
  return {
    title,
    content: [
      hasBalance &&
        h(
          "p.lead",
          null,
          current,
          ` ${basisMrr(view.state.basis)} a month at the end of ${formatPeriod(lastMonth)}${balance > 0 ? "" : view.state.basis === "live" ? " · not paying now" : " · nothing committed now"}`,
        ),
      line,
      h(
        "p.customer-link",
        null,
        h("a", { href: customerAddress(page, id) }, "Contracts, usage and everything that happened"),
      ),
      h(
        "dl.facts",
        null,
        fact("Id", id),
        first &&
          fact(
            "First movement",
            `${formatPeriod(first.report_month)}, ${kindNames[first.kind] ?? first.kind}`,
          ),
        labelFacts(ledger, customer),
      ),
      rows.length > 0
        ? dataTable(shown, rows.toReversed(), { caption: `Movements of ${title}`, most: 200 })
        : h("p.note", null, "This customer has no movement in the months reported."),
      rows.length > 0 &&
        h("p.actions", null, h("button.text-button", { type: "button", onclick: save }, "CSV")),
    ],
  };
}
