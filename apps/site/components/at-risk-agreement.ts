import { formatDate, formatNumber } from "@tideline/metrics";
import {
  type AgreementRow,
  type AtRisk,
  type FearedRow,
  riskRows,
  riskStyle,
  SCORE_VIEWS,
  type ScoreView,
  shownRisk,
} from "./at-risk-data.ts";
import { customerColumn } from "./customer-column.ts";
import { chosenWho } from "./customers-chosen.ts";
import { type Child, h } from "./dom.ts";
import { download, fileStem } from "./download.ts";
import { textButton } from "./figure-actions.ts";
import { plural } from "./format.ts";
import { liveOf } from "./live.ts";
import { type Measured, number } from "./number.ts";
import type { Page } from "./page.ts";
import type { Panel } from "./rows-panel.ts";
import { type Column, dataTable, toCsv } from "./table.ts";
import { tableScroll } from "./table-scroll.ts";
import { capital, listed } from "./words.ts";

const viewOf = ({ band_no }: FearedRow): ScoreView =>
  band_no === 0 ? "unscored" : band_no === 1 ? "lowest" : "higher";

const keyOf = (isFlagged: boolean, view: ScoreView) => `${isFlagged ? "flagged" : "not flagged"} ${view}`;

function cellNumber(
  rows: readonly AgreementRow[],
  column: "customers" | "committed_minor" | "anticipated_loss_minor",
  { key, chosen }: { key: string; chosen: string },
): Measured {
  return {
    value: rows.reduce((sum, row) => sum + row[column], 0),
    unit: column === "customers" ? "count" : "money",
    mart: chosen ? "at_risk__standing" : "at_risk__agreement",
    key: `${column} ${key}${chosen}`,
    method:
      column === "customers"
        ? "active customers on committed"
        : column === "committed_minor"
          ? "their CMRR"
          : "probability x amount of the losses expected",
  };
}

/** Whom customer success fears to lose beside whom the score does, with the customers in each corner. */
export function atRiskAgreement(page: Page, all: AtRisk): HTMLElement {
  return liveOf(page, { shown: () => shownRisk(page, all), render: (shown) => agreementTable(page, shown) });
}

function agreementTable(
  page: Page,
  { agreement, bands, hasHealth, hasFears, fearless, chosen }: AtRisk,
): HTMLElement {
  const style = riskStyle(page);
  if (agreement.length === 0) return h("div");
  if (!hasFears)
    return h(
      "div.table-section",
      { "data-table": "at-risk-agreement" },
      h("h2", null, "No export tells whom customer success fears to lose"),
      h(
        "p.note",
        null,
        `${capital(listed(fearless))}. Losses expected, with their probability, come from expected_losses; risks noted from activities of the type risk. Then the two are set beside the score.`,
      ),
    );
  const lowest = bands[0]?.band ?? "the lowest band";
  const of = (isFlagged: boolean, view?: ScoreView) =>
    agreement.filter(
      (row) => row.is_flagged === isFlagged && (view === undefined || row.score_view === view),
    );
  const flagged = of(true);
  const both = of(true, "lowest");
  const silent = of(false, "lowest");
  const count = (rows: readonly AgreementRow[], key: string) =>
    number(cellNumber(rows, "customers", { key, chosen }), style);
  const views = SCORE_VIEWS.filter((view) => agreement.some(({ score_view }) => score_view === view));
  const names: Readonly<Record<ScoreView, string>> = {
    lowest: `Score: ${lowest}`,
    higher: "Score: better",
    unscored: "No score",
  };
  const cell = (isFlagged: boolean, view: ScoreView): Child => {
    const rows = of(isFlagged, view);
    const key = keyOf(isFlagged, view);
    const [customers] = [rows.reduce((sum, row) => sum + row.customers, 0)];
    if (customers === 0) return "–";
    const isListed = isFlagged || view === "lowest";
    const content = [
      count(rows, key),
      h("small", null, " ", number(cellNumber(rows, "committed_minor", { key, chosen }), style)),
    ];
    return isListed
      ? h(
          "button.text-button",
          {
            type: "button",
            "data-cell": key,
            title: "List these customers",
            onclick: () => page.show({ cell: key }),
          },
          content,
        )
      : content;
  };
  return h(
    "div.table-section",
    { "data-table": "at-risk-agreement" },
    h(
      "h2",
      { id: "at-risk-agreement" },
      flagged.length === 0
        ? `Customer success has flagged ${chosen ? "none of these customers" : "nobody"}; whether it and the score agree is n/a`
        : !hasHealth
          ? [count(flagged, "flagged"), " customers are flagged by customer success; nobody has a score"]
          : [
              "Of ",
              count(flagged, "flagged"),
              " customers flagged by customer success ",
              count(both, keyOf(true, "lowest")),
              ` stand in ${lowest}; `,
              count(silent, keyOf(false, "lowest")),
              ` in ${lowest} are not flagged`,
            ],
    ),
    h(
      "p.subtitle",
      null,
      `${chosenWho(page, ", ")}active customers on committed · customers and their CMRR · as known on ${formatDate(page.summary.company.as_of)}; flagged: a loss is expected, or a risk was noted within 90 days`,
    ),
    tableScroll(
      h(
        "table",
        null,
        h(
          "thead",
          null,
          h(
            "tr",
            null,
            h("th", { scope: "col" }, h("span.unseen", null, "Customer success")),
            views.map((view) => h("th", { scope: "col" }, names[view])),
            h("th", { scope: "col" }, "Anticipated loss"),
          ),
        ),
        h(
          "tbody",
          null,
          [true, false].map((isFlagged) =>
            h(
              "tr",
              { "data-row": isFlagged ? "flagged" : "not flagged" },
              h("th", { scope: "row" }, isFlagged ? "Flagged" : "Not flagged"),
              views.map((view) => h("td", null, cell(isFlagged, view))),
              h(
                "td",
                null,
                isFlagged && flagged.length > 0
                  ? number(cellNumber(flagged, "anticipated_loss_minor", { key: "flagged", chosen }), {
                      ...style,
                      tone: "loss",
                    })
                  : "–",
              ),
            ),
          ),
        ),
      ),
      { "aria-labelledby": "at-risk-agreement" },
    ),
    h(
      "p.caveat",
      null,
      h("span.hint", null, "Choose a count for its customers. "),
      `${fearless.map((why) => `${capital(why)}. `).join("")}A risk noted is one of the inputs of the score, so the two are not quite independent. Anticipated loss is probability x amount as customer success sets them; it is no part of CMRR.`,
    ),
  );
}

function columnsOf(page: Page): Column<FearedRow>[] {
  const style = riskStyle(page);
  const day = (key: "flagged_on" | "noted_on", name: string): Column<FearedRow> => ({
    key,
    name,
    unit: "text",
    value: (row) => row[key],
    cell: (row) => (row[key] === null ? "–" : formatDate(row[key])),
  });
  const write = (row: FearedRow, key: "committed_minor" | "anticipated_loss_minor", method: string) =>
    number(
      {
        value: row[key],
        unit: "money",
        mart: "at_risk__customers",
        key: `${key} ${row.customer_id}`,
        method,
      },
      style,
    );
  return [
    customerColumn(page, "page"),
    { key: "band", name: "Band", unit: "text", value: ({ band }) => band },
    {
      key: "final_score",
      name: "Health",
      unit: "ratio",
      value: ({ final_score }) => final_score,
      cell: ({ final_score }) => (final_score === null ? "–" : formatNumber(final_score, { digits: 1 })),
    },
    {
      key: "committed_minor",
      name: "CMRR",
      unit: "money",
      value: ({ committed_minor }) => committed_minor,
      cell: (row) => write(row, "committed_minor", "CMRR"),
    },
    day("flagged_on", "Loss expected since"),
    {
      key: "probability",
      name: "Probability (CSM)",
      unit: "rate",
      value: ({ probability }) => probability,
      cell: (row) =>
        row.probability === null
          ? "–"
          : number(
              {
                value: row.probability,
                unit: "rate",
                mart: "at_risk__customers",
                key: `probability ${row.customer_id}`,
                method: "as customer success sets it",
              },
              style,
            ),
    },
    {
      key: "anticipated_loss_minor",
      name: "Anticipated",
      unit: "money",
      value: ({ anticipated_loss_minor }) => anticipated_loss_minor,
      cell: (row) =>
        row.anticipated_loss_minor === 0 ? "–" : write(row, "anticipated_loss_minor", "probability x amount"),
    },
    day("noted_on", "Risk noted"),
    { key: "csm", name: "Owner", unit: "text", value: ({ csm }) => csm ?? "nobody" },
    { key: "customer_id", name: "Id", unit: "text", value: ({ customer_id }) => customer_id },
  ];
}

/** The customers in a corner of the agreement. */
export function atRiskPanel(page: Page, all: AtRisk, cell: string): Panel {
  const feared = riskRows(page)?.feared;
  const shown = shownRisk(page, all);
  if (!feared || !shown)
    return {
      title: "The customers behind it",
      content: h("p.note.waiting", null, "Reading the customers …"),
    };
  const { agreement, chosen } = shown;
  const corner = agreement.find((row) => keyOf(row.is_flagged, row.score_view) === cell);
  const rows = feared.filter((row) => keyOf(row.is_flagged, viewOf(row)) === cell);
  if (!corner || rows.length === 0)
    return {
      title: "Nothing to show",
      content: h("p.note", null, "The address asks for customers that this page does not list."),
    };
  const title = `${corner.is_flagged ? "Flagged by customer success" : "Not flagged"}, ${corner.score_view === "lowest" ? "in the lowest band" : corner.score_view === "unscored" ? "without a score" : "in a better band"}`;
  const style = { ...riskStyle(page), isStrong: true };
  const columns = columnsOf(page);
  const { company } = page.summary;
  const save = () =>
    download(`${fileStem(company.name, title)}.csv`, toCsv(columns, rows, company), "text/csv");
  return {
    title,
    content: [
      h(
        "p.lead",
        null,
        `${plural(rows.length, "customer")}, `,
        number(cellNumber([corner], "committed_minor", { key: cell, chosen }), style),
        " of CMRR",
        rows.length < corner.customers &&
          `: the largest of ${formatNumber(corner.customers)}, whose CMRR this is`,
      ),
      dataTable(columns, rows, { caption: title, most: 200 }),
      h("p.actions", null, textButton("CSV of these customers", save)),
    ],
  };
}
