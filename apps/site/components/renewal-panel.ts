import {
  formatDate,
  formatPeriod,
  type NamedRenewal,
  openRenewals,
  type RenewalColumns,
  renewalRows,
} from "@tideline/metrics";
import { h } from "./dom.ts";
import { download, fileStem } from "./download.ts";
import { plural } from "./format.ts";
import { type Measured, number } from "./number.ts";
import type { Page } from "./page.ts";
import { renewalStyle } from "./renewal-data.ts";
import { readRenewalQuery, renewalsBehind } from "./renewal-query.ts";
import type { RenewalSelection } from "./renewal-selection-module.ts";
import type { Panel } from "./rows-panel.ts";
import { isWhole } from "./state.ts";
import { type Column, dataTable, toCsv } from "./table.ts";
import { capital } from "./words.ts";

const outcomes: Readonly<Record<string, string>> = {
  due: "fell due",
  decided: "decided",
  renewed_logos: "renewed",
  renewed_up_logos: "renewed up",
  renewed_flat_logos: "renewed flat",
  renewed_down_logos: "renewed down",
  archived_logos: "archived",
  cancelled_logos: "cancelled",
  late_count: "late",
};

function columnsOf(page: Page): Column<NamedRenewal>[] {
  const { currency } = page.summary.company;
  const money = (key: "due_minor" | "renewed_minor", name: string): Column<NamedRenewal> => ({
    key,
    name: `${name}, ${currency}`,
    unit: "money",
    value: (row) => row[key],
    cell: (row) =>
      row[key] === null
        ? "–"
        : number(
            {
              value: row[key],
              unit: "money",
              mart: "renewals__by_customer",
              key: `${key} ${row.customer_id} ${row.due_on}`,
              method: `${name}, a month`,
            },
            renewalStyle(page),
          ),
  });
  const day = (key: "due_on" | "decided_on", name: string): Column<NamedRenewal> => ({
    key,
    name,
    unit: "text",
    value: (row) => row[key],
    cell: (row) => (row[key] === null ? "–" : formatDate(row[key])),
  });
  return [
    {
      key: "customer_name",
      name: "Customer",
      unit: "text",
      value: ({ name, customer_id }) => name ?? customer_id,
      cell: ({ name, customer_id }) =>
        h(
          "button.text-button",
          { type: "button", onclick: () => page.show({ customer: customer_id }) },
          name ?? customer_id,
        ),
    },
    day("due_on", "Due on"),
    {
      key: "outcome",
      name: "Outcome",
      unit: "text",
      value: ({ outcome }) => outcome,
      cell: ({ outcome }) => outcome.replace("_", " "),
    },
    day("decided_on", "Decided on"),
    money("due_minor", "Due"),
    money("renewed_minor", "Renewed at"),
    { key: "ordinal", name: "Which renewal", unit: "count", value: ({ ordinal }) => ordinal },
    { key: "lines", name: "Lines", unit: "count", value: ({ lines }) => lines },
    { key: "customer_id", name: "Id", unit: "text", value: ({ customer_id }) => customer_id },
  ];
}

/** The renewals the page shows; null before what they need is here. */
function shownRenewals(page: Page): RenewalColumns | null {
  if (!isWhole(page.state))
    return (page.chosenRows as RenewalSelection | null)?.chosen(page)?.renewals() ?? null;
  return page.renewalRows && openRenewals(page.renewalRows);
}

/** The renewals behind a count: how many, what was due and what they renewed at, each of them, and all of it as CSV. */
export function renewalPanel(page: Page, text: string): Panel {
  const query = readRenewalQuery(text);
  if (!query) {
    return {
      title: "Nothing to show",
      content: h("p.note", null, "The address asks for renewals that this page does not know."),
    };
  }
  const of = outcomes[query.outcome] ?? query.outcome;
  const where = `${query.by === "due" ? "due in" : query.outcome === "late_count" ? "at the end of" : "counted in"} ${formatPeriod(query.period)}`;
  const title = query.outcome === "due" ? `Renewals ${where}` : `Renewals ${of}, ${where}`;
  const shown = shownRenewals(page);
  if (!shown) {
    const words = page.hasRenewalRows
      ? "Reading the renewals …"
      : "Single renewals are listed on the page Renewals, where they are in the browser.";
    return { title, content: h("p.note", null, words) };
  }
  const rows = renewalRows(renewalsBehind(shown, query)).sort(
    (a, b) => b.due_minor - a.due_minor || (a.due_on < b.due_on ? -1 : 1),
  );
  const sum = (key: "due_minor" | "renewed_minor"): Measured => ({
    value: rows.reduce((total, row) => total + (row[key] ?? 0), 0),
    unit: "money",
    mart: "renewals__by_customer",
    key: `sum(${key}) ${text}`,
    method: "sum of the renewals listed, a month",
  });
  const style = { ...renewalStyle(page), isStrong: true };
  const columns = columnsOf(page);
  const { company } = page.summary;
  const save = () =>
    download(`${fileStem(company.name, title)}.csv`, toCsv(columns, rows, company), "text/csv");
  const isDecided = rows.some(({ renewed_minor }) => renewed_minor !== null);
  return {
    title: capital(title),
    content: [
      h(
        "p.lead",
        null,
        `${plural(rows.length, "renewal")}, `,
        number(sum("due_minor"), style),
        " a month due",
        isDecided && [", renewed at ", number(sum("renewed_minor"), style)],
      ),
      dataTable(columns, rows, { caption: title, most: 200 }),
      h("p.actions", null, h("button.text-button", { type: "button", onclick: save }, "CSV of all renewals")),
    ],
  };
}
