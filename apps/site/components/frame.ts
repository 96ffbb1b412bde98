import { dayLabel } from "./calendar.ts";
import { type Child, fill, freshId, h } from "./dom.ts";
import { download, fileStem } from "./download.ts";
import type { Page } from "./page.ts";
import { chartPicture, pngBlob, svgText } from "./picture.ts";
import { type Column, dataTable, toCsv } from "./table.ts";
import type { View } from "./view.ts";

/** The table behind a chart, as the page shows it and as the files hold it. */
export interface BehindTable<Row = never> {
  columns: readonly Column<Row>[];
  rows: readonly Row[];
}

/** Everything a figure says in one view. */
export interface FigureSpec<Row> {
  /** The message, with its live numbers. */
  claim: Child;
  /** Who, what and in which unit, when. */
  subtitle: string;
  /** What the reader must know to read it rightly. */
  caveat?: string | undefined;
  /** Draws at a width in px, once its module of charts is there. */
  draw: (width: number) => Promise<Element>;
  table: BehindTable<Row>;
  /** Opens the rows behind the figure. */
  openRows?: (() => void) | undefined;
  /** Id of the definition record the figure rests on. */
  definition?: string | undefined;
  /** Notes that stand beside the chart. */
  side?: Child;
}

/** The address of a definition, from any page. */
export function definitionAddress(id: string): string {
  const link = [...document.querySelectorAll<HTMLAnchorElement>("#side a[data-page]")].find((one) =>
    one.pathname.endsWith("definitions.html"),
  );
  return `${link?.getAttribute("href") ?? "definitions.html"}#${id}`;
}

function wordsOf(element: Element): string {
  const copy = element.cloneNode(true) as Element;
  for (const one of copy.querySelectorAll(".unseen")) one.remove();
  return (copy.textContent ?? "").trim();
}

/**
 * A figure: claim, line of who / what and unit / when, chart, caveat, and one line of actions (the table behind it,
 * the rows behind it, Copy, CSV, SVG, PNG, definition). It redraws with the view and with the width of its column.
 */
export function figure<Row>(
  page: Page,
  name: string,
  specOf: (view: View) => FigureSpec<Row> | null,
  { usesLedger = false }: { usesLedger?: boolean } = {},
): HTMLElement {
  const claim = h("h2", { id: freshId(fileStem(name)) });
  const subtitle = h("p.subtitle");
  const place = h("div.chart-place");
  const caveat = h("p.caveat");
  const tablePlace = h("div.behind", { id: freshId("table"), hidden: true });
  const side = h("aside.side-notes", { "aria-label": `Beside ${name}` });
  const actions = h("p.actions");
  const root = h(
    "section.figure",
    { "aria-labelledby": claim.id, "data-figure": name },
    h("div.figure-main", null, claim, subtitle, place, caveat, actions, tablePlace),
    side,
  );
  let spec: FigureSpec<Row> | null = null;
  let width = 0;

  const draw = async () => {
    if (!spec || width === 0) return;
    const current = spec;
    const drawn = await current.draw(width);
    if (current === spec) fill(place, drawn);
  };
  const money = () => ({ currency: page.summary.company.currency, exponent: page.summary.company.exponent });
  const stem = () => fileStem(page.summary.company.name, name, page.state.to, page.state.label ?? "");
  const picture = () => {
    const chart = place.querySelector("svg");
    if (!chart || !page.view) return null;
    return chartPicture(chart, {
      claim: wordsOf(claim),
      subtitle: subtitle.textContent ?? "",
      caveat: caveat.textContent ?? "",
      source: `${page.summary.company.name} · live MRR · as of ${dayLabel(page.summary.company.as_of)}`,
    });
  };
  const action = (text: string, run: () => void | Promise<void>, more: Record<string, string> = {}) =>
    h("button.text-button", { type: "button", ...more, onclick: () => void run() }, text);

  const toggle = action(
    "table",
    () => {
      tablePlace.hidden = !tablePlace.hidden;
      toggle.setAttribute("aria-expanded", String(!tablePlace.hidden));
    },
    { "aria-expanded": "false", "aria-controls": tablePlace.id },
  );
  const csv = (separator?: string) =>
    spec ? toCsv(spec.table.columns, spec.table.rows, money(), separator) : "";
  const copy = action("copy", async () => {
    await navigator.clipboard.writeText(csv("\t")).catch(() => undefined);
    copy.textContent = "copied";
    setTimeout(() => {
      copy.textContent = "copy";
    }, 1500);
  });
  const others = [
    copy,
    action("CSV", () => download(`${stem()}.csv`, csv(), "text/csv")),
    action("SVG", () => {
      const made = picture();
      if (made) download(`${stem()}.svg`, svgText(made), "image/svg+xml");
    }),
    action("PNG", async () => {
      const made = picture();
      if (made) download(`${stem()}.png`, await pngBlob(made), "image/png");
    }),
  ];

  const update = () => {
    spec = page.view ? specOf(page.view) : null;
    root.hidden = spec === null;
    if (!spec) return;
    fill(claim, spec.claim);
    subtitle.textContent = spec.subtitle;
    caveat.textContent = spec.caveat ?? "";
    caveat.hidden = !spec.caveat;
    fill(side, spec.side ?? null);
    side.hidden = !spec.side;
    root.classList.toggle("has-side", Boolean(spec.side));
    const { openRows, definition } = spec;
    fill(
      actions,
      [
        toggle,
        openRows && action("customers behind it", openRows),
        ...others,
        definition && h("a", { href: definitionAddress(definition) }, "definition"),
      ]
        .filter(Boolean)
        .flatMap((one, index) => (index === 0 ? [one] : [" · ", one])),
    );
    fill(tablePlace, dataTable(spec.table.columns, spec.table.rows, { caption: wordsOf(claim) }));
    void draw();
  };
  new ResizeObserver(([entry]) => {
    const next = Math.floor(entry?.contentRect.width ?? 0);
    if (next === width || next === 0) return;
    width = next;
    void draw();
  }).observe(place);
  update();
  page.listen((cause) => {
    if (cause === "state" || (cause === "ledger" && (usesLedger || root.hidden || page.view?.cutTitle)))
      update();
  });
  return root;
}
