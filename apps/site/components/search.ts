import { customerAddress } from "./customer-address.ts";
import { fill, freshId, h } from "./dom.ts";
import { pageLinks } from "./navigation.ts";
import type { Page } from "./page.ts";

interface Found {
  /** Of a customer its key. */
  id?: string;
  name: string;
  detail: string;
  open: () => void;
}

const shown = 8;

function findPages(text: string): Found[] {
  return pageLinks()
    .filter((link) => (link.textContent ?? "").toLowerCase().includes(text))
    .map((link) => ({ name: link.textContent ?? "", detail: "page", open: () => link.click() }));
}

/** Customers whose name or id holds the text; those that begin with it first. */
export function findCustomers(page: Page, text: string): { found: Found[]; total: number } {
  const customers = page.source.ledgers.get(page.state.basis)?.customers;
  if (!customers) return { found: [], total: 0 };
  const hits: { index: number; rank: number }[] = [];
  for (let index = 0; index < customers.id.length; index += 1) {
    const name = (customers.name[index] ?? "").toLowerCase();
    const id = (customers.id[index] ?? "").toLowerCase();
    if (!name.includes(text) && !id.includes(text)) continue;
    hits.push({ index, rank: name.startsWith(text) || id === text ? 0 : 1 });
  }
  hits.sort((a, b) => a.rank - b.rank || a.index - b.index);
  const found = hits.slice(0, shown).map(({ index }) => {
    const id = customers.id[index] ?? "";
    const name = customers.name[index] ?? null;
    return {
      id,
      name: name ?? id,
      detail: name === null ? "customer" : id,
      // On the page of a customer another one takes its place; elsewhere the reader stays where he is.
      open: () =>
        page.isOfCustomer ? location.assign(customerAddress(page, id)) : page.show({ customer: id }),
    };
  });
  return { found, total: hits.length };
}

/** Search over pages and customers: "/" goes there, arrows move, Enter opens, Escape closes. */
export function mountSearch(page: Page, place: Element): void {
  const list = h("ul", { role: "listbox", id: freshId("search"), "aria-label": "Found", hidden: true });
  const note = h("p.search-note", { role: "status" });
  const input = h("input", {
    type: "search",
    role: "combobox",
    placeholder: "Search",
    "aria-label": "Search pages and customers",
    "aria-controls": list.id,
    "aria-expanded": "false",
    "aria-autocomplete": "list",
    autocomplete: "off",
    spellcheck: "false",
  });
  let results: Found[] = [];
  let active = -1;

  const mark = () => {
    for (const [index, item] of [...list.children].entries()) {
      item.setAttribute("aria-selected", String(index === active));
      if (index === active) item.scrollIntoView({ block: "nearest" });
    }
    const id = list.children[active]?.id;
    if (id) input.setAttribute("aria-activedescendant", id);
    else input.removeAttribute("aria-activedescendant");
  };
  const close = () => {
    list.hidden = true;
    note.textContent = "";
    input.setAttribute("aria-expanded", "false");
    active = -1;
    mark();
  };
  const choose = (index: number) => {
    const result = results[index];
    if (!result) return;
    input.value = "";
    close();
    result.open();
  };
  const update = () => {
    const text = input.value.trim().toLowerCase();
    if (text === "") return close();
    const customers = findCustomers(page, text);
    results = [...findPages(text), ...customers.found];
    active = results.length > 0 ? 0 : -1;
    fill(
      list,
      results.map(({ name, detail }, index) =>
        h(
          "li",
          {
            role: "option",
            id: `${list.id}-${index}`,
            onmousedown: (event) => event.preventDefault(),
            onclick: () => choose(index),
          },
          h("span", null, name),
          h("small", null, detail),
        ),
      ),
    );
    list.hidden = results.length === 0;
    input.setAttribute("aria-expanded", String(results.length > 0));
    mark();
    if (page.stage === "waiting") note.textContent = "customers are being read …";
    else if (results.length === 0) note.textContent = "nothing found";
    else note.textContent = customers.total > shown ? `${shown} of ${customers.total} customers` : "";
  };
  input.addEventListener("input", update);
  input.addEventListener("focus", update);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", (event) => {
    const { key } = event as KeyboardEvent;
    if (key === "ArrowDown" || key === "ArrowUp") {
      event.preventDefault();
      if (results.length > 0)
        active = (active + (key === "ArrowDown" ? 1 : -1) + results.length) % results.length;
      mark();
    } else if (key === "Enter") choose(active);
    else if (key === "/" && input.value === "") event.preventDefault();
    else if (key === "Escape") {
      input.value = "";
      close();
    }
  });
  document.addEventListener("keydown", (event) => {
    const target = event.target as Element | null;
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey) return;
    if (target?.closest("input, select, textarea, dialog")) return;
    event.preventDefault();
    document.querySelector("#side")?.classList.add("open");
    input.focus();
  });
  page.listen((cause) => {
    if (cause === "ledger" && document.activeElement === input) update();
  });
  fill(place, input, h("kbd", { "aria-hidden": "true" }, "/"), list, note);
}
