import { formatPercent, formatPeriod, type Ledger } from "@tideline/metrics";
import { customerColumn } from "./customer-column.ts";
import { type Basis, rowsFromColumns } from "./data.ts";
import { h } from "./dom.ts";
import { download, fileStem } from "./download.ts";
import { textButton } from "./figure-actions.ts";
import { columnScale, plural } from "./format.ts";
import { type Health, healthStyle } from "./health-data.ts";
import { ledgerMessage } from "./live.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import type { Panel } from "./rows-panel.ts";
import { type Column, dataTable, toCsv } from "./table.ts";
import type { View } from "./view.ts";
import { basisMrr } from "./words.ts";

/** What lies behind a mark of the Health page: a band now (of a label, where a cut is shown), or a move between bands. */
export type HealthCell =
  | { kind: "band"; band: string; label?: string | undefined }
  | { kind: "move"; months: 1 | 3; from: string; to: string };

/** A row of `health__customers`, with the customer's name. */
interface BehindRow {
  customer_id: string;
  name: string | null;
  band: string | null;
  final_score: number | null;
  coverage: number | null;
  exception_name: string | null;
  override_reason: string | null;
  live_minor: number | null;
  committed_minor: number | null;
  band_1: string | null;
  final_score_1: number | null;
  live_1_minor: number | null;
  committed_1_minor: number | null;
  band_3: string | null;
  final_score_3: number | null;
  live_3_minor: number | null;
  committed_3_minor: number | null;
}

/** A mark as it stands in the address: "band|red", "band|red|Media", "move|3|green|red". */
export function writeHealthCell(cell: HealthCell): string {
  const parts =
    cell.kind === "band"
      ? ["band", cell.band, ...(cell.label === undefined ? [] : [cell.label])]
      : ["move", String(cell.months), cell.from, cell.to];
  return parts.map(encodeURIComponent).join("|");
}

/** Reads a mark from the address; null where it is none. */
export function readHealthCell(text: string): HealthCell | null {
  try {
    const [kind, ...parts] = text.split("|").map(decodeURIComponent);
    const [first = "", second = "", third = ""] = parts;
    if (kind === "band" && parts.length >= 1 && parts.length <= 2)
      return { kind, band: first, label: parts.length === 2 ? second : undefined };
    if (kind === "move" && parts.length === 3 && (first === "1" || first === "3"))
      return { kind, months: first === "1" ? 1 : 3, from: second, to: third };
    return null;
  } catch {
    return null;
  }
}

/** The label of each customer in a cut at the end of the ledger. */
function labelsNow(ledger: Ledger, name: string): Map<string, string> {
  const cut = ledger.cuts.find((one) => one.name === name);
  return new Map(
    ledger.customers.id.flatMap((id, customer) => {
      const end = cut?.start[customer + 1] ?? 0;
      const at = cut && end > (cut.start[customer] ?? 0) ? cut.label[end - 1] : undefined;
      return at === undefined ? [] : [[id, cut?.labels[at] ?? ""] as const];
    }),
  );
}

function isBehind(
  row: BehindRow,
  cell: HealthCell,
  basis: Basis,
  labels: Map<string, string> | null,
): boolean {
  const isNow = row[`${basis}_minor`] !== null;
  if (cell.kind === "band")
    return isNow && row.band === cell.band && (labels === null || labels.get(row.customer_id) === cell.label);
  const from = row[`${basis}_${cell.months}_minor`] === null ? "new" : row[`band_${cell.months}`];
  const isThen = row[`${basis}_${cell.months}_minor`] !== null;
  return (isNow || isThen) && from === cell.from && (isNow ? row.band : "churned") === cell.to;
}

function columnsOf(
  page: Page,
  rows: readonly BehindRow[],
  { basis, months }: { basis: Basis; months: 1 | 3 },
): Column<BehindRow>[] {
  const style = healthStyle(page);
  // One unit for the balance now and then: the two are compared.
  const scale = columnScale(
    rows.flatMap((row) => [row[`${basis}_minor`], row[`${basis}_${months}_minor`]]),
    (minor) => minor,
    style.money,
  );
  const money = (
    key:
      | "live_minor"
      | "committed_minor"
      | "live_1_minor"
      | "committed_1_minor"
      | "live_3_minor"
      | "committed_3_minor",
    name: string,
  ): Column<BehindRow> => ({
    key,
    name: `${name}, ${scale.name}`,
    unit: "money",
    value: (row) => row[key],
    cell: (row) =>
      row[key] === null
        ? "–"
        : number(
            {
              value: row[key],
              unit: "money",
              mart: "health__customers",
              key: `${key} ${row.customer_id}`,
              method: "balance at the month's end",
            },
            { ...style, scale },
          ),
  });
  const score = (
    key: "final_score" | "final_score_1" | "final_score_3",
    name: string,
  ): Column<BehindRow> => ({
    key,
    name,
    unit: "ratio",
    value: (row) => row[key],
    cell: (row) =>
      row[key] === null
        ? "–"
        : number(
            {
              value: row[key],
              unit: "ratio",
              mart: "health__customers",
              key: `${key} ${row.customer_id}`,
              method: "health, 0 to 100",
            },
            style,
          ),
  });
  const then = months === 1 ? "a month before" : "three months before";
  return [
    customerColumn(page, "page"),
    { key: "band", name: "Band", unit: "text", value: ({ band }) => band },
    score("final_score", "Health"),
    { key: `band_${months}`, name: `Band ${then}`, unit: "text", value: (row) => row[`band_${months}`] },
    score(`final_score_${months}`, `Health ${then}`),
    money(`${basis}_minor`, basisMrr(basis)),
    money(`${basis}_${months}_minor`, `${basisMrr(basis)} ${then}`),
    {
      key: "coverage",
      name: "Known, %",
      unit: "rate",
      value: ({ coverage }) => coverage,
      cell: ({ coverage }) => (coverage === null ? "–" : formatPercent(coverage, { digits: 0 })),
    },
    {
      key: "because",
      name: "Set by",
      unit: "text",
      isLong: true,
      value: ({ exception_name, override_reason }) => override_reason ?? exception_name ?? "",
    },
    { key: "customer_id", name: "Id", unit: "text", value: ({ customer_id }) => customer_id },
  ];
}

/** The customers behind a band or a move: how many, their balance, each with its page, and all of them as CSV. */
export function healthPanel(page: Page, view: View, health: Health, text: string): Panel {
  const title = "The customers behind it";
  const cell = readHealthCell(text);
  if (!cell || health.month === null)
    return {
      title,
      content: h("p.note", null, "The address asks for customers that this page does not know."),
    };
  const { basis, cut } = view.state;
  const isOfLabel = cell.kind === "band" && cell.label !== undefined;
  if (!page.healthRows || (isOfLabel && !view.ledger))
    return {
      title,
      content: page.stage === "absent" ? ledgerMessage(page) : h("p.note", null, "Reading the customers …"),
    };
  const labels = isOfLabel && view.ledger && cut !== null ? labelsNow(view.ledger, cut) : null;
  const months = cell.kind === "move" ? cell.months : 1;
  const rows = rowsFromColumns<BehindRow>(page.healthRows)
    .filter((row) => isBehind(row, cell, basis, labels))
    .sort(
      (a, b) =>
        Number(b[`${basis}_minor`]) - Number(a[`${basis}_minor`]) ||
        Number(b[`${basis}_${months}_minor`]) - Number(a[`${basis}_${months}_minor`]) ||
        (a.customer_id < b.customer_id ? -1 : 1),
    );
  const isGone = cell.kind === "move" && cell.to === "churned";
  const column = isGone ? (`${basis}_${months}_minor` as const) : (`${basis}_minor` as const);
  const heading =
    cell.kind === "band"
      ? `${cell.band}${cell.label === undefined ? "" : `, ${cell.label || "(none)"}`}, end of ${formatPeriod(health.month.slice(0, 7))}`
      : `${cell.from} ${months === 1 ? "a month" : "three months"} before, ${cell.to} now`;
  const columns = columnsOf(page, rows, { basis, months });
  const { company } = page.summary;
  const save = () =>
    download(`${fileStem(company.name, basis, heading)}.csv`, toCsv(columns, rows, company), "text/csv");
  if (rows.length === 0) return { title: heading, content: h("p.note", null, "Nobody moved so.") };
  return {
    title: heading,
    content: [
      h(
        "p.lead",
        null,
        `${plural(rows.length, "customer")}, `,
        number(
          {
            value: rows.reduce((sum, row) => sum + (row[column] ?? 0), 0),
            unit: "money",
            mart: "health__customers",
            key: `sum(${column}) ${text}`,
            method: "sum of the customers listed",
          },
          { ...healthStyle(page), isStrong: true },
        ),
        ` ${basisMrr(basis)} a month${isGone ? " then" : ""}`,
      ),
      dataTable(columns, rows, { caption: heading, most: 200 }),
      h("p.actions", null, textButton("CSV of all customers", save)),
    ],
  };
}
