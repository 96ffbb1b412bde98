import { formatDate } from "@tideline/metrics";
import { chosenCustomers, chosenKey, chosenWho } from "./customers-chosen.ts";
import { rowsFromColumns } from "./data.ts";
import { h } from "./dom.ts";
import { download, fileStem } from "./download.ts";
import { textButton } from "./figure-actions.ts";
import { columnScale, plural } from "./format.ts";
import { liveOf } from "./live.ts";
import type { Page } from "./page.ts";
import {
  type AttentionFile,
  type AttentionList,
  customerButton,
  serviceStyle,
  whySilent,
  writer,
} from "./service-data.ts";
import { type Column, dataTable, toCsv } from "./table.ts";

/** A row of `attention__rows`. */
interface AttentionRow {
  list: string;
  place: number;
  customer_id: string;
  customer_name: string | null;
  since_on: string;
  reason: string;
  committed_minor: number;
  csm: string | null;
}

const about = "customers still there, CMRR of the last month end";

/** "Who needs us, and why?" in one answer of live numbers. */
export function attentionAnswer(page: Page, file: AttentionFile): HTMLElement {
  const rows = rowsFromColumns<AttentionRow>(file.rows);
  return liveOf(page, {
    shown: () => chosenCustomers(page, rows),
    render: (shown) => answer(page, file, shown),
  });
}

/** What the numbers stand on. */
const styleOf = (page: Page) => serviceStyle(page, `${chosenWho(page, ", ")}${about}`);

function answer(page: Page, file: AttentionFile, rows: readonly AttentionRow[]): HTMLElement {
  const style = { ...styleOf(page), isStrong: true };
  const write = writer("attention__rows", style);
  const money = new Map(rows.map(({ customer_id, committed_minor }) => [customer_id, committed_minor]));
  const times = new Map<string, number>();
  for (const { customer_id } of rows) times.set(customer_id, (times.get(customer_id) ?? 0) + 1);
  const several = [...times.values()].filter((count) => count > 1).length;
  const said = file.lists.filter((list) => whySilent(list) === null);
  const silent = file.lists.length - said.length;
  const named = new Set(rows.map(({ list }) => list)).size;
  const count = (value: number, key: string, method: string) =>
    write({ value, unit: "count", key: `${key}${chosenKey(page)}`, method });
  return h(
    "div.answer",
    null,
    h(
      "p.lead",
      null,
      chosenWho(page, ". "),
      count(money.size, "customers", "customers on at least one list"),
      money.size === 1 ? " customer needs attention, worth " : " customers need attention, worth ",
      write({
        value: [...money.values()].reduce((sum, one) => sum + one, 0),
        unit: "money",
        key: `committed_minor${chosenKey(page)}`,
        method: "CMRR of customers on at least one list, each once",
      }),
      ` of CMRR, on ${named < said.length ? `${named} of ` : ""}${plural(said.length, "list")}. `,
      several > 0
        ? [
            count(several, "customers on several lists", "customers on more than one list"),
            several === 1 ? " stands on more than one. " : " stand on more than one. ",
          ]
        : null,
      silent > 0
        ? `${plural(silent, "list")} cannot say anything, and ${silent === 1 ? "says" : "say"} why below.`
        : null,
    ),
  );
}

function columnsOf(page: Page, rows: readonly AttentionRow[]): Column<AttentionRow>[] {
  const write = writer("attention__rows", styleOf(page));
  const scale = columnScale(rows, ({ committed_minor }) => committed_minor, page.summary.company);
  return [
    {
      key: "customer_name",
      name: "Customer",
      unit: "text",
      value: ({ customer_name, customer_id }) => customer_name ?? customer_id,
      cell: ({ customer_name, customer_id }) => customerButton(page, { customer_id, name: customer_name }),
    },
    { key: "reason", name: "Why", unit: "text", isLong: true, value: ({ reason }) => reason },
    {
      key: "since_on",
      name: "Since",
      unit: "text",
      value: ({ since_on }) => since_on,
      cell: ({ since_on }) => formatDate(since_on),
    },
    {
      key: "committed_minor",
      name: `CMRR, ${scale.name}`,
      unit: "money",
      value: ({ committed_minor }) => committed_minor,
      cell: ({ committed_minor, list, place }) =>
        write(
          {
            value: committed_minor,
            unit: "money",
            key: `committed_minor ${list} ${place}`,
            method: "CMRR",
          },
          { scale },
        ),
    },
    { key: "csm", name: "Owner", unit: "text", value: ({ csm }) => csm ?? "nobody" },
    { key: "customer_id", name: "Id", unit: "text", value: ({ customer_id }) => customer_id },
  ];
}

function listSection(page: Page, list: AttentionList, rows: readonly AttentionRow[]): HTMLElement {
  const only = chosenKey(page);
  const write = writer(only ? "attention__rows" : "attention__lists", styleOf(page));
  const { company } = page.summary;
  const columns = columnsOf(page, rows);
  const save = () =>
    download(`${fileStem(company.name, list.title)}.csv`, toCsv(columns, rows, company), "text/csv");
  const silent = whySilent(list);
  const body =
    silent !== null
      ? h("p.note", null, `n/a: ${silent}.`)
      : rows.length === 0
        ? h("p.note", null, "Nobody.")
        : dataTable(columns, rows, { caption: list.title, most: 10 });
  return h(
    "section.table-section",
    { "data-list": list.list },
    h(
      "h2",
      null,
      list.title,
      list.customers > 0
        ? [
            ": ",
            write({
              value: list.customers,
              unit: "count",
              key: `customers ${list.list}${only}`,
              method: list.title,
            }),
            list.customers === 1 ? " customer, " : " customers, ",
            write({
              value: list.committed_minor,
              unit: "money",
              key: `committed_minor ${list.list}${only}`,
              method: "CMRR",
            }),
          ]
        : null,
    ),
    h("p.subtitle", null, `${list.question} · ${list.order}`),
    body,
    rows.length > 0 && h("p.actions", null, textButton("CSV of the whole list", save)),
  );
}

/** The lists with what is on them of the customers chosen, those that can say something and the largest first. */
function listsOf(file: AttentionFile, rows: readonly AttentionRow[]): [AttentionList, AttentionRow[]][] {
  return file.lists
    .map((list): [AttentionList, AttentionRow[]] => {
      const own = rows.filter((row) => row.list === list.list);
      const committed_minor = own.reduce((sum, row) => sum + row.committed_minor, 0);
      return [{ ...list, customers: own.length, committed_minor }, own];
    })
    .sort(
      ([a], [b]) =>
        Number(whySilent(a) !== null) - Number(whySilent(b) !== null) ||
        b.committed_minor - a.committed_minor,
    );
}

/** Every list with its rows, or with what keeps it from saying anything. */
export function attentionLists(page: Page, file: AttentionFile): HTMLElement {
  const rows = rowsFromColumns<AttentionRow>(file.rows);
  return liveOf(page, {
    shown: () => chosenCustomers(page, rows),
    render: (shown) =>
      h(
        "div.attention-lists",
        null,
        listsOf(file, shown).map(([list, own]) => listSection(page, list, own)),
      ),
  });
}
