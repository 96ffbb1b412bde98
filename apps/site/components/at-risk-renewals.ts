import { formatDate, formatNumber } from "@tideline/metrics";
import { type AtRisk, pastRate, type RiskRow, riskRows, riskStyle, shownRisk } from "./at-risk-data.ts";
import { customerAddress } from "./customer-address.ts";
import { customerColumn } from "./customer-column.ts";
import { chosenWho } from "./customers-chosen.ts";
import { h } from "./dom.ts";
import { download, fileStem } from "./download.ts";
import { textButton } from "./figure-actions.ts";
import { plural } from "./format.ts";
import { type FigureSpec, figure } from "./frame.ts";
import { live } from "./live.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import { loadRiskCharts } from "./risk-charts.ts";
import { type Column, dataTable, toCsv } from "./table.ts";
import type { View } from "./view.ts";

const flagged: Column<RiskRow> = {
  key: "is_flagged",
  name: "CSM says at risk",
  unit: "text",
  value: ({ is_flagged }) => (is_flagged ? "yes" : "no"),
};

function columnsOf(page: Page, atRisk: AtRisk): Column<RiskRow>[] {
  const style = riskStyle(page);
  const money = (
    key: "due_minor" | "open_due_minor" | "noticed_due_minor" | "late_due_minor" | "committed_minor",
    name: string,
  ): Column<RiskRow> => ({
    key,
    name,
    unit: "money",
    value: (row) => row[key],
    cell: (row) =>
      row[key] === 0 || row[key] === null
        ? "–"
        : number(
            {
              value: row[key],
              unit: "money",
              mart: "at_risk__renewals",
              key: `${key} ${row.customer_id} ${row.due_on}`,
              method: key === "committed_minor" ? "CMRR of the customer" : "monthly amount of the lines due",
            },
            style,
          ),
  });
  return [
    customerColumn(page, "page"),
    {
      key: "due_on",
      name: "Due on",
      unit: "text",
      value: ({ due_on }) => due_on,
      cell: ({ due_on }) => formatDate(due_on),
    },
    { key: "state", name: "State", unit: "text", value: ({ state }) => state },
    { key: "band", name: "Band", unit: "text", value: ({ band }) => band },
    {
      key: "final_score",
      name: "Health",
      unit: "ratio",
      value: ({ final_score }) => final_score,
      cell: (row) =>
        number(
          {
            value: row.final_score,
            unit: "ratio",
            mart: "at_risk__renewals",
            key: `final_score ${row.customer_id} ${row.due_on}`,
            method: "health at the last month's end, 0 to 100",
            reason: "too little is known for a score",
          },
          style,
        ),
    },
    money("due_minor", "Due a month"),
    money("open_due_minor", "Of it open"),
    money("noticed_due_minor", "Noticed"),
    money("committed_minor", "CMRR"),
    {
      key: "loss_rate",
      name: "Lost in the past, %",
      unit: "rate",
      value: (row) => (row.state === "open" ? pastRate(atRisk, row).value : null),
      cell: (row) => (row.state === "open" ? number(pastRate(atRisk, row), style) : "–"),
    },
    ...(atRisk.hasFears ? [flagged] : []),
    {
      key: "csm",
      name: "Owner",
      unit: "text",
      value: ({ csm, committed_minor }) => csm ?? (committed_minor === null ? "–" : "nobody"),
    },
    { key: "customer_id", name: "Id", unit: "text", value: ({ customer_id }) => customer_id },
  ];
}

/** What stands where the renewals are not here yet. */
const waiting = (): HTMLElement => h("p.note.waiting", null, "Reading the renewals …");

/** The renewals themselves, the worst first, and all of them in the file. */
export function atRiskRenewals(page: Page, atRisk: AtRisk): HTMLElement {
  const columns = columnsOf(page, atRisk);
  const { company } = page.summary;
  return live(
    page,
    () => {
      const found = riskRows(page);
      const rows = found?.renewals ?? [];
      const save = () =>
        download(
          `${fileStem(company.name, "renewals at risk")}.csv`,
          toCsv(columns, rows, company),
          "text/csv",
        );
      return h(
        "div.table-section",
        { "data-table": "at-risk-renewals" },
        h("h2", null, "Whom to call first"),
        h(
          "p.subtitle",
          null,
          `${chosenWho(page, " · ")}monthly amounts, ${company.currency} · late, then open, then noticed, then signed; within them the lowest band, then the largest`,
        ),
        found === null
          ? waiting()
          : rows.length === 0
            ? h("p.note", null, "Nothing falls due in these quarters, and nothing is late.")
            : dataTable(columns, rows, { caption: "Renewals to be decided, the worst first", most: 25 }),
        rows.length > 0 && h("p.actions", null, textButton("CSV of all renewals", save)),
      );
    },
    { usesLedger: true, isQuiet: true },
  );
}

const isUndecided = (row: RiskRow): row is RiskRow & { state: Exclude<RiskRow["state"], "signed"> } =>
  row.state !== "signed";

/** The one with most due, the first of equals; none of none. */
const largestOf = <Row extends RiskRow>([first, ...rows]: readonly Row[]): Row | undefined =>
  rows.reduce((most, row) => (most && most.due_minor >= row.due_minor ? most : row), first);

/** Renewals to be decided: when, in what health, how much. A bubble leads to its customer. */
export function atRiskBubbles(page: Page, atRisk: AtRisk): HTMLElement {
  const { company } = page.summary;
  const specOf = (view: View): FigureSpec<RiskRow> | null => {
    const found = riskRows(page);
    const style = riskStyle(page);
    const all = (shownRisk(page, atRisk)?.ahead ?? []).reduce((sum, { renewals }) => sum + renewals, 0);
    if (all === 0 || found?.renewals.every(({ state }) => state === "signed")) return null;
    const rows = found?.renewals ?? [];
    const undecided = rows.filter(isUndecided);
    const largest = largestOf(undecided.filter(({ band_no }) => band_no === 1));
    if (found === null)
      return {
        claim: "Renewals by day due and health",
        subtitle: "",
        draw: async () => waiting(),
        table: { columns: [], rows: [] },
      };
    return {
      claim: largest
        ? [
            `${largest.name ?? largest.customer_id} is the largest in ${largest.band}: `,
            number(
              {
                value: largest.due_minor,
                unit: "money",
                mart: "at_risk__renewals",
                key: `due_minor ${largest.customer_id} ${largest.due_on}`,
                method: "monthly amount of the lines due",
              },
              style,
            ),
            ` a month, ${largest.state === "late" ? "was due" : "due"} ${formatDate(largest.due_on)}`,
          ]
        : "No renewal ahead stands in the lowest band",
      subtitle: `${view.company.name}, ${chosenWho(page, ", ")}${plural(undecided.length, "renewal")} late, noticed or open · by day due and health (0 to 100), area: monthly amount due · as known on ${formatDate(company.as_of)}, health at the last month's end`,
      draw: async (width) => {
        const { riskBubbles } = await loadRiskCharts();
        return riskBubbles(
          undecided.map((row) => ({
            key: row.customer_id,
            name: row.name ?? row.customer_id,
            due_on: row.due_on,
            state: row.state,
            score: row.final_score,
            band: row.band,
            band_no: row.band_no,
            amount_minor: row.due_minor,
          })),
          {
            width,
            ...style.money,
            asOf: company.as_of.slice(0, 10),
            bands: atRisk.bands,
            onSelect: (customer) => location.assign(customerAddress(page, customer)),
          },
        );
      },
      caveat: `A ring: notice is given. Renewals signed already are in the table only. Where there are many, those late or in the lowest band and the largest are drawn.${all > rows.length ? ` The table holds the ${formatNumber(rows.length)} largest of ${formatNumber(all)}.` : ""}`,
      hint: "Choose a bubble for its customer; arrow keys go from one to the next.",
      table: { columns: columnsOf(page, atRisk), rows },
      definition: "expectedLoss",
    };
  };
  return figure<RiskRow>(page, "Renewals and health", specOf, { usesLedger: true });
}
