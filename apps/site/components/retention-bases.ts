import { formatPeriod } from "@tideline/metrics";
import { type Basis, basesOf } from "./data.ts";
import { freshId, h } from "./dom.ts";
import { download, fileStem } from "./download.ts";
import { textButton } from "./figure-actions.ts";
import { ledgerMessage, live } from "./live.ts";
import { isNear, whenNear } from "./near-window.ts";
import { type NrrPart, nrrMethods, nrrParts } from "./nrr-parts.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import { basisText, ledgerMart, numberStyle, selectionKey } from "./style.ts";
import { type Column, toCsv } from "./table.ts";
import { tableScroll } from "./table-scroll.ts";
import type { View } from "./view.ts";
import { basisMrr, capital } from "./words.ts";

/** The methods of one basis; without the steps between them while its ledger is not there. */
interface OnBasis {
  basis: Basis;
  parts: NrrPart[];
}

function partsOn(page: Page, view: View, basis: Basis): NrrPart[] {
  const { source } = page;
  const { cut, label, only } = view.state;
  const series =
    cut !== null && label !== null ? source.label(basis, cut, label, only) : source.all(basis, only);
  const ledger = source.ledger(basis, view.state);
  if (!series) return [];
  return ledger ? nrrParts(view, { ledger, series }) : nrrMethods(series, view.state.to);
}

function cell(page: Page, view: View, { basis, parts }: OnBasis, key: NrrPart["key"]): HTMLElement {
  const isRead = page.source.ledgers.has(basis);
  const part = parts.find((one) => one.key === key);
  return number(
    {
      value: part?.rate ?? null,
      unit: part?.is_method === false ? "points" : "rate",
      mart: ledgerMart(view, basis),
      key: `nrr ${key} ${view.period.last_month.slice(0, 7)}${selectionKey(view, view.state.label, basis)}`,
      method: part?.explanation ?? "",
      basis: basisText(view, view.period.last_month, basis),
      reason: isRead
        ? parts.length > 0
          ? "the steps between the methods are not told apart on this basis"
          : "the twelve months, or their opening, are not there"
        : `the ${basis} ledger is read once this table is in sight`,
    },
    numberStyle(view),
  );
}

function node(page: Page, view: View): Node {
  const bases = basesOf(page.summary).map((basis): OnBasis => ({ basis, parts: partsOn(page, view, basis) }));
  // One basis may have its methods alone (`whyNoSteps`).
  const rows = bases.map(({ parts }) => parts).sort((a, b) => b.length - a.length)[0] ?? [];
  const id = freshId("methods");
  const heading = h("h2", { id }, "The three methods on both bases, and what lies between them");
  if (page.stage !== "ready") return h("div.table-section", null, heading, ledgerMessage(page));
  if (rows.length === 0) return h("span");
  const columns: Column<NrrPart>[] = [
    { key: "part", name: "Method or step", unit: "text", value: ({ name }) => name },
    ...bases.map(
      ({ basis, parts }): Column<NrrPart> => ({
        key: `nrr_${basis}`,
        name: basis,
        unit: "rate",
        value: ({ key }) => parts.find((one) => one.key === key)?.rate ?? null,
      }),
    ),
    { key: "explanation", name: "What it is", unit: "text", value: ({ explanation }) => explanation },
  ];
  const save = () =>
    download(
      `${fileStem(view.company.name, "nrr methods", view.state.to, view.state.label ?? "")}.csv`,
      toCsv(columns, rows, view.money),
      "text/csv",
    );
  return h(
    "div.table-section",
    { "data-table": "nrr-methods" },
    heading,
    h(
      "p.subtitle",
      null,
      `${view.who} · net revenue retention over twelve months; steps in points · to ${formatPeriod(view.period.last_month)}`,
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
            h("th", { scope: "col" }, "Method or step"),
            bases.map(({ basis }) =>
              h(
                basis === view.state.basis ? "th.now" : "th",
                { scope: "col" },
                `${capital(basisMrr(basis))}`,
              ),
            ),
            h("th.text", { scope: "col" }, "What it is"),
          ),
        ),
        h(
          "tbody",
          null,
          rows.map((part) =>
            h(
              part.is_method ? "tr.strong" : "tr.part",
              { "data-row": part.key },
              h("th", { scope: "row" }, part.name),
              bases.map((on) =>
                h(on.basis === view.state.basis ? "td.now" : "td", null, cell(page, view, on, part.key)),
              ),
              h("td.text.wrap", null, part.explanation),
            ),
          ),
        ),
      ),
      { "aria-labelledby": id },
    ),
    h("p.actions", null, textButton("CSV", save)),
  );
}

/** Fetches the other ledger when the box is in sight and the figures above it have their heights, or for paper. */
function askForBoth(page: Page, box: Element): void {
  let isInPlace = false;
  const ask = () => {
    if (!isNear(box)) return whenNear(box, ask);
    if (isInPlace) return page.showBoth();
    // Once more after the last is drawn: where that put the box is told with the next frame.
    isInPlace = document.querySelector("main .figure:not([hidden]) .chart-place:not(.drawn)") === null;
    page.later(ask);
  };
  whenNear(box, ask);
  matchMedia("print").addEventListener("change", () => page.showBoth());
}

/**
 * Cohort, bridge and compounded NRR on both bases side by side, with the steps between them. These need the other basis'
 * ledger too, which is fetched when the table comes into sight.
 */
export function retentionBases(page: Page): HTMLElement {
  const box = live(page, (view) => node(page, view), { usesLedger: true, isQuiet: true });
  askForBoth(page, box);
  return box;
}
