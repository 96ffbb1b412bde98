import { loadCharts } from "./charts.ts";
import { mountControls } from "./controls.ts";
import type { Summary } from "./data.ts";
import { mountDrill } from "./drill.ts";
import { keepEarly } from "./early.ts";
import { mountNavigation } from "./navigation.ts";
import { type JsonFile, type LedgerFiles, Page, type PageOptions } from "./page.ts";
import { afterPaint } from "./schedule.ts";
import { mountSearch } from "./search.ts";
import { mountTheme } from "./theme.ts";
import { mountTooltip } from "./tooltip.ts";

function place(id: string): HTMLElement {
  const element = document.getElementById(id);
  if (!element)
    throw new Error(`openPage: the page has no #${id}, got null; keep the header of observablehq.config.ts`);
  return element;
}

/**
 * Opens a page: reads the summary, puts controls, search, theme and panels in their places, and fetches the ledger of
 * the basis shown once the first view and its first figure (unless that one needs it) are painted. Pages that show no ledger still pass both, for the search.
 */
export async function openPage(
  summaryFile: JsonFile,
  ledgers: LedgerFiles,
  { charts = loadCharts, ...options }: PageOptions & { charts?: () => Promise<unknown> } = {},
): Promise<Page> {
  mountTheme(place("theme"));
  const controls = document.getElementById("controls");
  // Pages with controls have figures: their module is evaluated while the summary is on its way.
  if (controls) void charts();
  const summary = (await summaryFile.json()) as Summary;
  // A cut in the making is for the analysts' pages alone.
  const cuts = summary.cuts.filter(
    (cut) => cut.is_for_board !== false || controls?.dataset.group !== "Board",
  );
  const page = new Page({ ...summary, cuts }, ledgers, options);
  mountNavigation(page);
  if (controls) mountControls(page, controls);
  mountSearch(page, place("search"));
  mountDrill(page);
  mountTooltip();
  const early = keepEarly();
  const load = () => void page.load();
  afterPaint(async () => {
    // A page's own data may come later than the summary: until then no figure leads.
    await early.areAllLive;
    page.afterFirst(early.remove);
    if (page.waitsForLedger) load();
    else page.afterFirst(load);
  });
  return page;
}
