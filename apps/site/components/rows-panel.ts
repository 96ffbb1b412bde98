import { type Child, h } from "./dom.ts";
import { download, fileStem } from "./download.ts";
import { plural } from "./format.ts";
import { movementColumns } from "./movement-table.ts";
import { type Measured, number } from "./number.ts";
import type { Page } from "./page.ts";
import { queryRange, queryRows, type RowsQuery, writeQuery } from "./rows-query.ts";
import { ledgerMart, numberStyle, selectionKey } from "./style.ts";
import { dataTable, toCsv } from "./table.ts";
import type { View } from "./view.ts";
import { capital, inWords, kindNames, listed, mrrWord } from "./words.ts";

/** What a panel shows. */
export interface Panel {
  title: Child;
  content: Child;
}

/** The customers behind a bar: their sum, their number, every movement, and all of it as CSV. */
export function rowsPanel(page: Page, view: View, query: RowsQuery): Panel {
  const rows = queryRows(view, query);
  const names =
    query.kinds.length > 5 ? "movements" : listed(query.kinds.map((kind) => kindNames[kind] ?? kind));
  const title = `${capital(names)}, ${queryRange(query.period)?.name ?? ""}`;
  const total: Measured = {
    value: rows.reduce((sum, row) => sum + row.amount_minor, 0),
    unit: "money",
    mart: ledgerMart(view),
    key: `sum(amount_minor) ${writeQuery(query)}${selectionKey(view)}`,
    method: "sum of the movements listed",
  };
  const customers = new Set(rows.map(({ customer }) => customer)).size;
  const columns = movementColumns(page, view);
  const because = [
    query.reason !== undefined && `, reason ${inWords(query.reason ?? "unknown")}`,
    query.product !== undefined && `, product ${query.product}`,
    query.avoidable !== undefined &&
      (query.avoidable === "unknown" ? ", not known whether avoidable" : `, ${query.avoidable}`),
  ]
    .filter(Boolean)
    .join("");
  const where = query.label === undefined ? view.who : `${view.cutTitle}: ${query.label}`;
  const save = () =>
    download(
      `${fileStem(view.company.name, view.state.basis, title, where)}.csv`,
      toCsv(columns, rows, view.money),
      "text/csv",
    );
  const lead = h(
    "p.lead",
    null,
    number(total, { ...numberStyle(view), isSigned: true, isStrong: true }),
    ` ${mrrWord(view.state.basis)} a month from ${plural(customers, "customer")} in ${plural(rows.length, "movement")} · ${view.state.basis} · ${where}${because}`,
  );
  if (rows.length === 0)
    return { title, content: [lead, h("p.note", null, "No movement of this kind in these months.")] };
  return {
    title,
    content: [
      lead,
      dataTable(columns, rows, { caption: title, most: 200 }),
      h("p.actions", null, h("button.text-button", { type: "button", onclick: save }, "CSV of all rows")),
    ],
  };
}
