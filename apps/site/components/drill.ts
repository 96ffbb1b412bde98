import { customersBehind, MOVEMENT_KINDS, type MovementKind, type MovementRow } from "@tideline/metrics";
import { monthKey, monthLabel, monthNumber, periodLabel, periodMonths } from "./calendar.ts";
import { customerContent } from "./customer.ts";
import { makeDialog } from "./dialog.ts";
import { type Child, h } from "./dom.ts";
import { download, fileStem } from "./download.ts";
import { numberStyle } from "./measure.ts";
import { type Measured, number } from "./number.ts";
import type { Page } from "./page.ts";
import { type Column, dataTable, toCsv } from "./table.ts";
import type { View } from "./view.ts";
import { capital, inWords, kindNames, listed } from "./words.ts";

type Kind = MovementKind | "moved";

/** Which movements lie behind a bar: kinds of a period, or of several months "2025-01~2025-12". */
export interface RowsQuery {
  kinds: readonly string[];
  period: string;
  /** Only rows of this reason. */
  reason?: string | null;
  /** A label of the chosen cut, where the reader asked for one bar of several. */
  label?: string;
}

/** A query as it stands in the address: "churn.archive@2025-Q4". */
export function writeQuery({ kinds, period, reason, label }: RowsQuery): string {
  const parts = [`${kinds.join(".")}@${period}`];
  if (reason !== undefined) parts.push(`reason=${encodeURIComponent(reason ?? "")}`);
  if (label !== undefined) parts.push(`label=${encodeURIComponent(label)}`);
  return parts.join("|");
}

/** Reads a query; null when it names no kind or no period. */
export function readQuery(text: string): RowsQuery | null {
  const [head = "", ...rest] = text.split("|");
  const [names = "", period = ""] = head.split("@");
  const known: readonly string[] = [...MOVEMENT_KINDS, "moved"];
  const kinds = names.split(".").filter((name) => known.includes(name));
  if (kinds.length === 0 || !rangeOf(period)) return null;
  const option = (name: string) => {
    const part = rest.find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1);
    try {
      return part === undefined ? undefined : decodeURIComponent(part);
    } catch {
      return part;
    }
  };
  const reason = option("reason");
  const label = option("label");
  return {
    kinds,
    period,
    ...(reason === undefined ? {} : { reason: reason === "" ? null : reason }),
    ...(label === undefined ? {} : { label }),
  };
}

function rangeOf(period: string): { first: number; last: number; name: string } | null {
  const [from = "", to = ""] = period.split("~");
  const start = periodMonths(from);
  if (!to) return start && { ...start, name: periodLabel(from) };
  const end = periodMonths(to);
  return (
    start && end && { first: start.first, last: end.last, name: `${periodLabel(from)} to ${periodLabel(to)}` }
  );
}

/** The movements a query asks for, within the months reported and the label chosen. */
export function queryRows(view: View, query: RowsQuery): MovementRow[] {
  const { ledger, state } = view;
  const range = rangeOf(query.period);
  if (!ledger || !range) return [];
  const first = Math.max(range.first, monthNumber(ledger.first_month));
  const last = Math.min(range.last, monthNumber(ledger.first_month) + ledger.months - 1);
  if (first > last) return [];
  const label = query.label ?? state.label ?? undefined;
  const chosen = state.cut && label !== undefined ? { cut: state.cut, label } : {};
  const rows = customersBehind(ledger, {
    fromMonth: monthKey(first),
    toMonth: monthKey(last),
    kinds: query.kinds.filter((kind) => kind !== "moved" || "label" in chosen) as Kind[],
    ...chosen,
  });
  return query.reason === undefined ? rows : rows.filter(({ reason }) => reason === query.reason);
}

/** A movement's amount as a number of the ledger. */
export function movementNumber(row: MovementRow, column: "amount_minor" | "quantity_minor"): Measured {
  return {
    value: row[column],
    unit: "money",
    mart: "ledger-live",
    key: `${column} ${row.report_month.slice(0, 7)} ${row.customer_id} ${row.line_id}`.trim(),
    method: `${kindNames[row.kind] ?? row.kind}, a month`,
  };
}

/** The columns of a list of movements; the customer opens its own panel. */
export function movementColumns(page: Page, view: View): Column<MovementRow>[] {
  const style = numberStyle(view);
  const amount = (row: MovementRow, column: "amount_minor" | "quantity_minor") =>
    number(movementNumber(row, column), { ...style, isSigned: true, tone: null });
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
    { key: "customer_id", name: "Id", unit: "text", value: (row) => row.customer_id },
    {
      key: "report_month",
      name: "Month",
      unit: "text",
      value: (row) => row.report_month,
      cell: (row) => monthLabel(row.report_month),
    },
    {
      key: "kind",
      name: "Kind",
      unit: "text",
      value: ({ kind }) => kind,
      cell: ({ kind }) => kindNames[kind] ?? kind,
    },
    { key: "product", name: "Product", unit: "text", value: (row) => row.product },
    {
      key: "occasion",
      name: "Occasion",
      unit: "text",
      value: (row) => row.occasion,
      cell: (row) => inWords(row.occasion),
    },
    {
      key: "reason",
      name: "Reason",
      unit: "text",
      value: (row) => row.reason,
      cell: (row) => inWords(row.reason),
    },
    {
      key: "quantity_minor",
      name: "of it quantity",
      unit: "money",
      value: (row) => row.quantity_minor,
      cell: (row) => amount(row, "quantity_minor"),
    },
    {
      key: "amount_minor",
      name: `MRR, ${view.money.currency}`,
      unit: "money",
      value: (row) => row.amount_minor,
      cell: (row) => amount(row, "amount_minor"),
    },
    { key: "line_id", name: "Line", unit: "text", value: (row) => row.line_id },
  ];
}

function rowsContent(page: Page, view: View, query: RowsQuery): { title: Child; content: Child } {
  const rows = queryRows(view, query);
  const range = rangeOf(query.period);
  const names = listed(query.kinds.map((kind) => kindNames[kind] ?? kind));
  const title = `${capital(names)}, ${range?.name ?? ""}`;
  const total: Measured = {
    value: rows.reduce((sum, row) => sum + row.amount_minor, 0),
    unit: "money",
    mart: "ledger-live",
    key: `sum(amount_minor) ${query.period} ${query.kinds.join("+")}`,
    method: "sum of the movements listed",
  };
  const customers = new Set(rows.map(({ customer }) => customer)).size;
  const columns = movementColumns(page, view);
  const because = query.reason === undefined ? "" : `, reason ${inWords(query.reason)}`;
  const where = query.label === undefined ? view.who : `${view.cutTitle}: ${query.label}`;
  const content = [
    h(
      "p.lead",
      null,
      number(total, { ...numberStyle(view), isSigned: true, isStrong: true }),
      ` a month from ${customers.toLocaleString("en-US")} ${customers === 1 ? "customer" : "customers"} in ${rows.length.toLocaleString("en-US")} ${rows.length === 1 ? "movement" : "movements"} · ${where}${because}`,
    ),
    rows.length > 0 && dataTable(columns, rows, { caption: title, most: 200 }),
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
                `${fileStem(view.company.name, title, where)}.csv`,
                toCsv(columns, rows, view.money),
                "text/csv",
              ),
          },
          "CSV of all rows",
        ),
      ),
  ];
  return { title, content };
}

/** Keeps the panel over the page in step with the address: rows behind a bar, or one customer. */
export function mountDrill(page: Page): void {
  const dialog = makeDialog(() => {
    if (page.overlay.rows !== null || page.overlay.customer !== null) page.show({});
  });
  const sync = () => {
    const { rows, customer } = page.overlay;
    if (rows === null && customer === null) dialog.hide();
    else if (page.stage === "failed")
      dialog.show("Not available", h("p", null, "The movement ledger could not be read. Reload the page."));
    else if (!page.view?.ledger)
      dialog.show("Reading the movement ledger …", h("p.waiting", null, "It follows the first view."));
    else {
      const query = rows === null ? null : readQuery(rows);
      const made =
        customer !== null
          ? customerContent(page, page.view, customer)
          : query
            ? rowsContent(page, page.view, query)
            : {
                title: "Nothing to show",
                content: h("p", null, "The address asks for rows this page does not know."),
              };
      dialog.show(made.title, made.content);
    }
  };
  page.listen((cause) => {
    if (cause === "overlay") sync();
  });
}
