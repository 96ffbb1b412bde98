import { makeDialog } from "./dialog.ts";
import { h } from "./dom.ts";
import { ledgerMessage } from "./live.ts";
import type { Page } from "./page.ts";
import type { Panel } from "./rows-panel.ts";
import { readQuery } from "./rows-query.ts";

type Panels = typeof import("./panels-module.ts");

/** Fetches and evaluates the panels' module once. */
const loadPanels = (): Promise<Panels> => import("./panels-module.ts");

function panelOf(page: Page, { customerPanel, renewalPanel, rowsPanel }: Panels): Panel {
  const { rows, customer, renewals, cell } = page.overlay;
  const { view } = page;
  if (renewals !== null) return renewalPanel(page, renewals);
  if (cell !== null && page.cellPanel && view) return page.cellPanel(page, view, cell);
  if (!view?.ledger) return { title: "The rows behind it", content: ledgerMessage(page) };
  if (!page.lines) return { title: "The rows behind it", content: ledgerMessage(page) };
  if (customer !== null) return customerPanel(page, view, customer);
  const query = rows === null ? null : readQuery(rows);
  if (query) return rowsPanel(page, view, query);
  return {
    title: "Nothing to show",
    content: h("p.note", null, "The address asks for rows that this page does not know."),
  };
}

function isOpen({ overlay }: Page): boolean {
  return Object.values(overlay).some((one) => one !== null);
}

/** Keeps the panel over the page in step with the address: the rows behind a bar, one customer, or the
 * renewals behind a count. */
export function mountDrill(page: Page): void {
  const dialog = makeDialog(() => {
    if (isOpen(page)) page.show({});
  });
  const draw = async () => {
    if (!isOpen(page)) return dialog.hide();
    const panels = await loadPanels();
    // It may be closed meanwhile; whatever else is open then is drawn.
    if (!isOpen(page)) return;
    const { title, content } = panelOf(page, panels);
    dialog.show(title, content);
  };
  page.listen((cause) => {
    if (cause === "overlay") void draw();
  });
}
