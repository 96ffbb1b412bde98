import { formatDate, formatNumber } from "@tideline/metrics";
import { fill, h } from "./dom.ts";
import { isNear, isSeen, watchNear } from "./near-window.ts";
import type { Page } from "./page.ts";
import { selectionOf } from "./state.ts";
import type { View } from "./view.ts";

/** What stands where the ledger is needed and is not there. */
export function ledgerMessage(page: Page): HTMLElement {
  const { ledger } = page.summary;
  if (page.stage === "failed") {
    return h(
      "p.note",
      null,
      "The movement ledger could not be read, so this cannot be shown. Reload the page.",
    );
  }
  if (page.stage === "absent") {
    const rows = formatNumber(ledger?.rows ?? 0);
    const limit = formatNumber(ledger?.rows_limit ?? 0);
    return h(
      "p.note",
      null,
      `This needs the movement ledger, which is not in the browser: ${rows} rows, and ${limit} are the most.`,
    );
  }
  return h("p.note.waiting", null, "Reading the movement ledger …");
}

function emptyMessage(page: Page): HTMLElement {
  if (page.source.all(page.state.basis).rows.length > 0) return ledgerMessage(page);
  const asOf = formatDate(page.summary.company.as_of);
  return h(
    "p.note",
    null,
    `No whole month with a recurring line is reported up to ${asOf}, so there is nothing to show yet. What was read, and why it does not count, is on the page `,
    h("a", { href: `quality.html${page.shared()}` }, "Data quality"),
    ".",
  );
}

/** When a live element redraws, and what it is called. */
export interface LiveOptions {
  /** It shows the ledger, so it redraws when that arrives. */
  usesLedger?: boolean;
  /** It shows a cut label by label, so it redraws when the cut changes. */
  usesCut?: boolean;
  /** It says nothing where there is nothing to draw from; another element of the page does. */
  isQuiet?: boolean;
  className?: string;
}

/**
 * Calls `draw` now (below the page's first figure: once that is painted) and whenever what `place` shows has changed
 * (out of sight: once what is in sight is painted, what is near the window first): the selection, with `usesCut` the cut, with `usesLedger`
 * (or where there was nothing to draw from) the arrival of the ledger.
 */
export function redraw(
  page: Page,
  place: Element,
  draw: () => void,
  { usesLedger = false, usesCut = false }: LiveOptions,
): void {
  const keyOf = () => (usesCut ? JSON.stringify(page.state) : selectionOf(page.state));
  let drawn = "";
  let isWhole = false;
  const run = () => {
    drawn = keyOf();
    // Who pays is always live: with a label of another basis that waits for the live ledger.
    isWhole = page.view !== null && page.hasLive;
    draw();
  };
  page.afterFirst(() => {
    run();
    watchNear(place);
    const soon = () => (isSeen(place) ? run() : page.later(run, isNear(place)));
    page.listen((cause) => {
      if (cause === "state" && keyOf() !== drawn) soon();
      else if (cause === "ledger" && (usesLedger || usesCut || !isWhole)) soon();
    });
  });
}

/**
 * An element that redraws itself when the reader changes what it shows; where there is nothing to draw from, it says
 * what is missing.
 */
export function live(page: Page, render: (view: View) => Node, options: LiveOptions = {}): HTMLElement {
  const box = h("div.live");
  if (options.className) box.classList.add(options.className);
  redraw(
    page,
    box,
    () => {
      if (page.view) fill(box, render(page.view));
      else if (!options.isQuiet) fill(box, emptyMessage(page));
      else fill(box);
    },
    options,
  );
  return box;
}

/**
 * An element that is drawn again when what it shows is another; `shown` is null before what that needs is here, and then it
 * says what is missing.
 */
export function liveOf<Shown>(
  page: Page,
  {
    shown,
    render,
    className,
  }: { shown: () => Shown | null; render: (shown: Shown) => Node; className?: string },
): HTMLElement {
  const box = h("div.live");
  if (className) box.classList.add(className);
  let drawn: Shown | null = null;
  redraw(
    page,
    box,
    () => {
      const next = shown();
      if (next !== null && next === drawn) return;
      drawn = next;
      fill(box, next === null ? ledgerMessage(page) : render(next));
    },
    { usesLedger: true },
  );
  return box;
}
