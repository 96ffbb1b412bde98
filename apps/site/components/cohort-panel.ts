import { type CohortCustomer, cohortCustomers, formatPeriod } from "@tideline/metrics";
import { ofChosenProduct } from "./cohort-product.ts";
import { type CohortsFile, cohortsOver, shownCohorts, untilMonth } from "./cohort-tables.ts";
import { customerColumn } from "./customer-column.ts";
import { h } from "./dom.ts";
import { download, fileStem } from "./download.ts";
import { textButton } from "./figure-actions.ts";
import { plural } from "./format.ts";
import { ledgerMessage } from "./live.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import type { Panel } from "./rows-panel.ts";
import { ledgerMart, numberStyle, selectionKey } from "./style.ts";
import { type Column, dataTable, toCsv } from "./table.ts";
import type { View } from "./view.ts";
import { mrrWord } from "./words.ts";

/** A cell of a triangle: its cohort ("" is the average: everybody that old), its age, and the label of its panel. */
export interface CellQuery {
  cohort: string;
  age: number;
  label?: string | undefined;
}

/** A cell as it stands in the address: "2023-Q1@12", or with the label of its panel "2023@12|Media". */
export function writeCell({ cohort, age, label }: CellQuery): string {
  return `${encodeURIComponent(cohort)}@${age}${label === undefined ? "" : `|${encodeURIComponent(label)}`}`;
}

/** Reads a cell from the address; null when it names no age. */
export function readCell(text: string): CellQuery | null {
  const [head = "", label] = text.split("|");
  const [cohort = "", age = ""] = head.split("@");
  if (!/^\d{1,4}$/.test(age)) return null;
  try {
    return {
      cohort: decodeURIComponent(cohort),
      age: Number(age),
      ...(label === undefined ? {} : { label: decodeURIComponent(label) }),
    };
  } catch {
    return null;
  }
}

function columnsOf(page: Page, view: View): Column<CohortCustomer>[] {
  const money = (key: "opening_minor" | "retained_minor", name: string): Column<CohortCustomer> => ({
    key,
    name: `${name}, ${view.money.currency}`,
    unit: "money",
    value: (row) => row[key],
    cell: (row) =>
      number(
        {
          value: row[key],
          unit: "money",
          mart: ledgerMart(view),
          key: `${key} ${row.customer_id} ${row.report_month.slice(0, 7)}`,
          method: `${mrrWord(view.state.basis)} at the month's end`,
        },
        numberStyle(view),
      ),
  });
  return [
    customerColumn(page, "panel"),
    {
      key: "first_month",
      name: "Began",
      unit: "text",
      value: (row) => row.first_month,
      cell: (row) => formatPeriod(row.first_month),
    },
    {
      key: "report_month",
      name: "Looked at",
      unit: "text",
      value: (row) => row.report_month,
      cell: (row) => formatPeriod(row.report_month),
    },
    money("opening_minor", "Then"),
    money("retained_minor", "Now"),
    {
      key: "state",
      name: "State",
      unit: "text",
      value: ({ is_active, retained_minor }) =>
        is_active ? "there" : retained_minor > 0 ? "archived" : "gone",
    },
    { key: "customer_id", name: "Id", unit: "text", value: ({ customer_id }) => customer_id },
  ];
}

/** The customers behind a cell, then and now, all of them in the file. */
export function cohortPanel(page: Page, all: View, text: string, file: CohortsFile): Panel {
  const view = ofChosenProduct(all);
  const title = "The customers of a cohort";
  const query = readCell(text);
  if (!query)
    return { title, content: h("p.note", null, "The address asks for a cell that this page does not know.") };
  const { ledger, state } = view;
  if (!ledger || ledger.has_fx) return { title, content: ledgerMessage(page) };
  const { cohort, age, label } = query;
  const shown =
    label === undefined ? shownCohorts(view, file) : cohortsOver(view, ledger, panelOptions(view, label));
  if (!shown) return { title, content: ledgerMessage(page) };
  const names =
    cohort === "" ? shown.table.rows.filter(({ cells }) => cells[age]).map((row) => row.cohort) : [cohort];
  const rows = names.flatMap((name) =>
    cohortCustomers(ledger, { ...shown.options, cohort: name, ageMonths: age }),
  );
  const there = rows.filter(({ is_active }) => is_active).length;
  const sum = (key: "opening_minor" | "retained_minor") => ({
    value: rows.reduce((total, row) => total + row[key], 0),
    unit: "money" as const,
    mart: ledgerMart(view),
    key: `sum(${key}) ${writeCell(query)}${selectionKey(view)}`,
    method: "sum of the customers listed",
  });
  const style = { ...numberStyle(view), isStrong: true };
  const columns = columnsOf(page, view);
  const name = cohort === "" ? "All cohorts" : shown.nameOf(cohort);
  const heading = `${name}${label === undefined ? "" : `, ${label || "(none)"}`}, ${age === 0 ? "at the beginning" : `after ${plural(age, "month")}`}`;
  const save = () =>
    download(
      `${fileStem(view.company.name, state.basis, heading)}.csv`,
      toCsv(columns, rows, view.money),
      "text/csv",
    );
  if (rows.length === 0)
    return {
      title: heading,
      content: h("p.note", null, `Nobody of this cohort is that old by ${formatPeriod(untilMonth(view))}.`),
    };
  return {
    title: heading,
    content: [
      h(
        "p.lead",
        null,
        number(sum("retained_minor"), style),
        " of ",
        number(sum("opening_minor"), style),
        ` ${mrrWord(state.basis)} a month; ${there} of ${plural(rows.length, "customer")} still there · ${state.basis} · ${view.who}`,
      ),
      dataTable(columns, rows, { caption: heading, most: 200 }),
      h("p.actions", null, textButton("CSV of all customers", save)),
    ],
  };
}

/** What the engine is asked for a small triangle: the second cut's label, or of one cut its own label by start year. */
export function panelOptions(view: View, label: string) {
  const { cut, second } = view.state;
  const until = untilMonth(view);
  return second && cut
    ? { by: { cut }, cut: second, label, until }
    : { by: "year" as const, cut: cut ?? "", label, until };
}
