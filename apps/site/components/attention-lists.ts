import { formatDate } from "@tideline/metrics";
import { type Attention, type AttentionRow, type ShownAttention, shownAttention } from "./attention-data.ts";
import { chosenKey, chosenWho } from "./customers-chosen.ts";
import { h } from "./dom.ts";
import { download, fileStem } from "./download.ts";
import { textButton } from "./figure-actions.ts";
import { columnScale, plural } from "./format.ts";
import { liveOf } from "./live.ts";
import type { Page } from "./page.ts";
import { type AttentionList, customerButton, serviceStyle, whySilent, writer } from "./service-data.ts";
import { type Column, dataTable, toCsv } from "./table.ts";

const about = "customers still there, CMRR of the last month end";

/** "Who needs us, and why?" in one answer of live numbers. */
export function attentionAnswer(page: Page, attention: Attention): HTMLElement {
  return liveOf(page, {
    shown: () => shownAttention(page, attention),
    render: (shown) => answer(page, shown),
  });
}

/** What the numbers stand on. */
const styleOf = (page: Page) => serviceStyle(page, `${chosenWho(page, ", ")}${about}`);

function answer(page: Page, { customers, committed_minor, several, lists }: ShownAttention): HTMLElement {
  const style = { ...styleOf(page), isStrong: true };
  const write = writer("attention__rows", style);
  const said = lists.filter(({ list }) => whySilent(list) === null);
  const silent = lists.length - said.length;
  const named = lists.filter(({ list }) => list.customers > 0).length;
  const count = (value: number, key: string, method: string) =>
    write({ value, unit: "count", key: `${key}${chosenKey(page)}`, method });
  if (said.length === 0)
    return h(
      "p.note",
      null,
      "Who needs attention is n/a: no list can say anything, and each says why below.",
    );
  return h(
    "div.answer",
    null,
    h(
      "p.lead",
      null,
      chosenWho(page, ". "),
      count(customers, "customers", "customers on at least one list"),
      customers === 1 ? " customer needs attention, worth " : " customers need attention, worth ",
      write({
        value: committed_minor,
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

function listSection(
  page: Page,
  { list, rows }: { list: AttentionList; rows: readonly AttentionRow[] },
  allRows: Attention["allRows"],
): HTMLElement {
  const only = chosenKey(page);
  const write = writer(only ? "attention__rows" : "attention__lists", styleOf(page));
  const { company } = page.summary;
  const columns = columnsOf(page, rows);
  const save = async () => {
    const whole =
      rows.length === list.customers ? rows : (await allRows()).filter((row) => row.list === list.list);
    download(`${fileStem(company.name, list.title)}.csv`, toCsv(columns, whole, company), "text/csv");
  };
  const silent = whySilent(list);
  const body =
    silent !== null
      ? h("p.note", null, `n/a: ${silent}.`)
      : rows.length === 0
        ? h("p.note", null, "Nobody.")
        : dataTable(columns, rows, { caption: list.title, most: 10, all: list.customers, isFileWhole: true });
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

/** Every list with its first rows, or with what keeps it from saying anything. */
export function attentionLists(page: Page, attention: Attention): HTMLElement {
  return liveOf(page, {
    shown: () => shownAttention(page, attention),
    render: ({ lists }) =>
      h(
        "div.attention-lists",
        null,
        lists.map((shown) => listSection(page, shown, attention.allRows)),
      ),
  });
}
