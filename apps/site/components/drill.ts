import { customerPanel } from "./customer-panel.ts";
import { makeDialog } from "./dialog.ts";
import { h } from "./dom.ts";
import { ledgerMessage, type Page } from "./page.ts";
import { type Panel, rowsPanel } from "./rows-panel.ts";
import { readQuery } from "./rows-query.ts";

function panelOf(page: Page): Panel {
  const { rows, customer } = page.overlay;
  const { view } = page;
  if (!view?.ledger) return { title: "The rows behind it", content: ledgerMessage(page) };
  if (customer !== null) return customerPanel(page, view, customer);
  const query = rows === null ? null : readQuery(rows);
  if (query) return rowsPanel(page, view, query);
  return {
    title: "Nothing to show",
    content: h("p.note", null, "The address asks for rows that this page does not know."),
  };
}

/** Keeps the panel over the page in step with the address: the rows behind a bar, or one customer. */
export function mountDrill(page: Page): void {
  const dialog = makeDialog(() => {
    if (page.overlay.rows !== null || page.overlay.customer !== null) page.show({});
  });
  page.listen((cause) => {
    if (cause !== "overlay") return;
    const { rows, customer } = page.overlay;
    if (rows === null && customer === null) return dialog.hide();
    const { title, content } = panelOf(page);
    dialog.show(title, content);
  });
}
