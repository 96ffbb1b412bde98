import { type Child, fill, freshId, h } from "./dom.ts";
import { fileStem } from "./download.ts";
import { fileActions, textButton } from "./figure-actions.ts";
import { type LiveOptions, redraw } from "./live.ts";
import { isSeen } from "./near-window.ts";
import type { Page } from "./page.ts";
import { idle } from "./schedule.ts";
import { type Column, dataTable } from "./table.ts";
import type { View } from "./view.ts";

/** Everything a figure says in one view. */
export interface FigureSpec<Row> {
  /** The message, with its live numbers. */
  claim: Child;
  /** Who, what and in which unit, when. */
  subtitle: string;
  /** What the reader must know to read it rightly. */
  caveat?: Child;
  /** What the reader can do with the chart; not on paper. */
  hint?: string | undefined;
  /** Draws at a width in px, once its module of charts is there. */
  draw: (width: number) => Promise<Element>;
  /** The table behind the chart, as the page shows it and as the files hold it. */
  table: { columns: readonly Column<Row>[]; rows: readonly Row[] };
  /** Opens the rows behind the figure. */
  openRows?: (() => void) | undefined;
  /** Id of the definition record the figure rests on. */
  definition?: string | undefined;
  /** What it stands on where that is not the basis shown, for files. */
  basis?: string | undefined;
  /** Notes that stand beside the chart. */
  side?: Child;
}

/** The address of a definition, from any page. */
export function definitionAddress(id: string): string {
  const links = [...document.querySelectorAll("#side a[data-page]")].map((link) => link.getAttribute("href"));
  return `${links.find((href) => href?.includes("definitions.html")) ?? "definitions.html"}#${id}`;
}

/**
 * A figure: claim, line of who / what and unit / when, chart, caveat, and one line of actions (the table behind it,
 * the rows behind it, copy, CSV, SVG, PNG, definition). It redraws with the view and with the width of its column;
 * where `specOf` gives null it is not there.
 */
export function figure<Row>(
  page: Page,
  name: string,
  specOf: (view: View) => FigureSpec<Row> | null,
  options: LiveOptions = {},
): HTMLElement {
  const claim = h("h2", { id: freshId(fileStem(name)) });
  const subtitle = h("p.subtitle");
  const place = h("div.chart-place");
  const caveat = h("p.caveat");
  const behind = h("div.behind", { id: freshId("table"), hidden: true });
  const side = h("aside.side-notes", { "aria-label": `Beside ${name}` });
  const actions = h("p.actions");
  const root = h(
    "section.figure",
    { "aria-labelledby": claim.id, "data-figure": name },
    h("div.figure-main", null, claim, subtitle, place, caveat, actions, behind),
    side,
  );
  let spec: FigureSpec<Row> | null = null;
  let width = 0;
  let leads = false;

  const draw = async () => {
    if (!spec || width === 0) return;
    const [current, drawnAt] = [spec, width];
    // The width may change meanwhile, as it does for paper: what is drawn for another one is not shown.
    const isPast = () => current !== spec || drawnAt !== width;
    if (!leads && !isSeen(root)) await idle();
    if (isPast()) return;
    const drawn = await current.draw(drawnAt).catch((error: unknown) => {
      console.error(error);
      return h("p.note", null, "This chart could not be drawn; the table behind it has the numbers.");
    });
    if (isPast()) return;
    fill(place, drawn);
    place.classList.add("drawn");
    if (leads) page.release();
  };
  const fillTable = () => {
    if (!spec || behind.hidden) return;
    fill(behind, dataTable(spec.table.columns, spec.table.rows, { caption: `The table behind: ${name}` }));
  };
  const toggle = textButton(
    "table",
    () => {
      behind.hidden = !behind.hidden;
      toggle.setAttribute("aria-expanded", String(!behind.hidden));
      fillTable();
    },
    { "aria-expanded": "false", "aria-controls": behind.id },
  );
  const files = fileActions(page, {
    name,
    claim,
    subtitle,
    caveat,
    place,
    table: () => spec?.table ?? null,
    basis: () => spec?.basis,
  });

  const update = () => {
    spec = page.view ? specOf(page.view) : null;
    root.hidden = spec === null;
    if (!spec) {
      // Nothing waits for what is not drawn.
      if (leads) page.release();
      return;
    }
    const { openRows, definition } = spec;
    fill(claim, spec.claim);
    subtitle.textContent = spec.subtitle;
    fill(caveat, spec.caveat, spec.hint && h("span.hint", null, ` ${spec.hint}`));
    caveat.hidden = !spec.caveat && !spec.hint;
    fill(side, spec.side ?? null);
    side.hidden = !spec.side;
    root.classList.toggle("has-side", Boolean(spec.side));
    const line = [
      toggle,
      openRows && textButton("customers behind it", openRows),
      ...files,
      definition && h("a", { href: definitionAddress(definition) }, "definition"),
    ].filter((one) => one !== undefined && one !== "");
    fill(
      actions,
      line.flatMap((one, index) => (index === 0 ? [one] : [" · ", one])),
    );
    fillTable();
    void draw();
  };
  new ResizeObserver(([entry]) => {
    const next = Math.floor(entry?.contentRect.width ?? 0);
    if (next === width || next === 0) return;
    width = next;
    void draw();
  }).observe(place);
  redraw(page, root, update, options);
  const waits = spec === null && options.usesLedger === true && page.stage === "waiting";
  leads = (spec !== null || waits) && page.lead(waits);
  return root;
}
