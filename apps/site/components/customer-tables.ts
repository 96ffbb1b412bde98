import { formatDate, formatPercent, formatPeriod } from "@tideline/metrics";
import {
  basisStyle,
  type Contract,
  type Customer,
  customerName,
  customerStyle,
  type Movement,
} from "./customer-data.ts";
import { type Child, fill, h } from "./dom.ts";
import { download, fileStem } from "./download.ts";
import { textButton } from "./figure-actions.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import { type Column, dataTable, toCsv } from "./table.ts";
import { basisMrr, inWords, kindNames } from "./words.ts";

const dash = "–";

interface Section<Row> {
  name: string;
  title: Child;
  subtitle: string;
  columns: readonly Column<Row>[];
  rows: readonly Row[];
  most: number;
}

/** A table under its heading; the file has all of its rows. */
function section<Row>(page: Page, customer: Customer, spec: Section<Row>): HTMLElement {
  const { company } = page.summary;
  const save = () =>
    download(
      `${fileStem(company.name, customerName(customer), spec.name)}.csv`,
      toCsv(spec.columns, spec.rows, company),
      "text/csv",
    );
  return h(
    "section.table-section",
    { "data-table": `customer-${spec.name}` },
    h("h2", null, spec.title),
    h("p.subtitle", null, spec.subtitle),
    dataTable(spec.columns, spec.rows, {
      caption: `${spec.name} of ${customerName(customer)}`,
      most: spec.most,
    }),
    h("p.actions", null, textButton("CSV", save)),
  );
}

const states = ["in_force", "noticed", "paused", "ahead", "ended", "void"];
const ends: Readonly<Record<string, string>> = {
  term: "term",
  cancelled: "cancelled",
  replaced: "replaced",
};

function contractColumns(page: Page, customer: Customer): Column<Contract>[] {
  const day = (key: "signed_on" | "start_on" | "end_on" | "notice_on", name: string): Column<Contract> => ({
    key,
    name,
    unit: "text",
    value: (row) => row[key],
    cell: (row) => (row[key] === null ? dash : formatDate(row[key] ?? "")),
  });
  const money = (
    key: "monthly_minor" | "annual_minor" | "one_off_minor",
    name: string,
  ): Column<Contract> => ({
    key,
    name,
    // Lines are in their own currencies: the file has minor units, named so.
    unit: "count",
    value: (row) => row[key],
    cell: (row) =>
      (key === "one_off_minor") !== (row.kind === "one_off")
        ? dash
        : number(
            {
              value: row[key],
              unit: "money",
              mart: "customer__contracts",
              key: `${key} ${row.line_id}`,
              method:
                row.kind === "recurring"
                  ? name.toLowerCase()
                  : `${name.toLowerCase()} as printed; never MRR, because it is ${row.kind === "one_off" ? "one-off" : "a trial"}`,
              reason: "no amount is printed",
            },
            customerStyle(page, customer, row.currency),
          ),
  });
  return [
    {
      key: "product",
      name: "Product",
      unit: "text",
      value: ({ sku, product }) => sku ?? product,
    },
    {
      key: "state",
      name: "State",
      unit: "text",
      value: ({ state }) => state,
      cell: ({ state, kind }) =>
        kind === "recurring" ? inWords(state) : `${inWords(state)}, ${kind === "one_off" ? "one-off" : kind}`,
    },
    { key: "quantity", name: "Quantity", unit: "count", value: ({ quantity }) => quantity },
    money("monthly_minor", "A month"),
    money("annual_minor", "A year"),
    money("one_off_minor", "Once"),
    { key: "currency", name: "Currency", unit: "text", value: ({ currency }) => currency },
    {
      key: "discount_rate",
      name: "Discount",
      unit: "rate",
      value: (row) => row.discount_rate,
      cell: (row) => (row.discount_rate === null ? dash : formatPercent(row.discount_rate)),
    },
    day("signed_on", "Signed"),
    day("start_on", "From"),
    day("end_on", "To"),
    {
      key: "end_means",
      name: "End",
      unit: "text",
      value: (row) => row.end_means,
      cell: (row) =>
        row.end_on === null
          ? "open"
          : `${ends[row.end_means ?? ""] ?? dash}${row.auto_renews ? ", renews itself" : ""}`,
    },
    day("notice_on", "Notice"),
    {
      key: "reason",
      name: "Reason",
      unit: "text",
      value: ({ reason }) => reason,
      cell: ({ reason }) => inWords(reason),
    },
    { key: "line_id", name: "Line", unit: "text", value: (row) => row.line_id },
  ];
}

/** The contract lines: those in force first, the newest first among them. */
export function customerContracts(page: Page, customer: Customer): HTMLElement {
  if (customer.contracts.length === 0) return h("div", { hidden: true });
  const rows = customer.contracts.toSorted(
    (a, b) =>
      states.indexOf(a.state) - states.indexOf(b.state) ||
      (a.start_on > b.start_on ? -1 : a.start_on < b.start_on ? 1 : 0),
  );
  const current = rows.filter(
    ({ state, kind }) => kind === "recurring" && /in_force|noticed|paused/.test(state),
  );
  const lines = current.length === 1 ? "1 line in force" : `${current.length} lines in force`;
  // What no line has is no column.
  const columns = contractColumns(page, customer).filter(
    ({ key, value }) =>
      !/notice_on|reason|discount_rate|signed_on|one_off_minor/.test(key) ||
      rows.some((row) => value(row) !== null),
  );
  return section(page, customer, {
    name: "contracts",
    title: `Contracts: ${lines}`,
    subtitle: `Contract lines of ${customerName(customer)} as they stand on ${formatDate(page.summary.company.as_of)} · amounts in the currency they are billed in`,
    columns,
    rows,
    most: 12,
  });
}

function movementColumns(page: Page, customer: Customer): Column<Movement>[] {
  const { basis } = page.state;
  const { currency } = page.summary.company;
  const text = (key: "product" | "occasion" | "reason" | "line_id", name: string): Column<Movement> => ({
    key,
    name,
    unit: "text",
    value: (row) => row[key],
    cell: (row) => (key === "occasion" || key === "reason" ? inWords(row[key]) : (row[key] ?? dash)),
  });
  const money = (key: "amount_minor" | "quantity_minor", name: string): Column<Movement> => ({
    key,
    name,
    unit: "money",
    value: (row) => row[key],
    cell: (row) =>
      key === "quantity_minor" && !/grade$/.test(row.kind)
        ? dash
        : number(
            {
              value: row[key],
              unit: "money",
              mart: "ledger__movements",
              key: `${key} ${row.report_month.slice(0, 7)} ${customer.id} ${row.line_id ?? row.kind}`,
              method: `${kindNames[row.kind] ?? row.kind}, a month`,
            },
            {
              ...basisStyle(page, customer),
              isSigned: true,
              tone: key === "amount_minor" ? (row.amount_minor < 0 ? "loss" : "gain") : null,
            },
          ),
  });
  return [
    {
      key: "report_month",
      name: "Month",
      unit: "text",
      value: (row) => row.report_month,
      cell: (row) => formatPeriod(row.report_month),
    },
    {
      key: "kind",
      name: "Kind",
      unit: "text",
      value: ({ kind }) => kind,
      cell: ({ kind }) => kindNames[kind] ?? kind,
    },
    money("amount_minor", `${basisMrr(basis)}, ${currency}`),
    money("quantity_minor", "of it quantity"),
    text("product", "Product"),
    text("occasion", "Occasion"),
    text("reason", "Reason"),
    text("line_id", "Line"),
  ];
}

/** Every movement of the basis shown, newest first, and a switch to the other basis. */
export function customerMovements(page: Page, customer: Customer): HTMLElement {
  const box = h("div");
  if (customer.movements.length === 0) return h("div", { hidden: true });
  const draw = () => {
    const { basis } = page.state;
    const rows = customer.movements.filter((row) => row.basis === basis).toReversed();
    const choose = h(
      "p.basis-choice",
      { role: "group", "aria-label": "Basis of movements" },
      (["committed", "live"] as const).map((one) =>
        h(
          "button.toggle",
          {
            type: "button",
            "aria-pressed": String(one === basis),
            onclick: () => {
              page.set({ basis: one });
              draw();
              box.querySelector<HTMLButtonElement>(".toggle[aria-pressed=true]")?.focus();
            },
          },
          basisMrr(one),
        ),
      ),
    );
    const table = section(page, customer, {
      name: "movements",
      title:
        rows.length === 1
          ? `1 movement of ${basisMrr(basis)}`
          : `${rows.length} movements of ${basisMrr(basis)}`,
      subtitle: `${customerName(customer)} · a month, ${page.summary.company.currency} · losses negative`,
      columns: movementColumns(page, customer),
      rows,
      most: 24,
    });
    table.querySelector(".subtitle")?.after(choose);
    fill(box, table);
  };
  draw();
  page.listen((cause) => {
    if (cause === "state") draw();
  });
  return box;
}
