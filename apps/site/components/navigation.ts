import type { Page } from "./page.ts";

/** The pages as the sidebar lists them. */
export function pageLinks(): HTMLAnchorElement[] {
  return [...document.querySelectorAll<HTMLAnchorElement>("#side a[data-page]")];
}

/** Keeps the selection when the reader goes to another page, and opens and closes the sidebar on a phone. */
export function mountNavigation(page: Page): void {
  const links = pageLinks();
  const addresses = links.map((link) => link.getAttribute("href") ?? "");
  const update = () => {
    for (const [index, link] of links.entries())
      link.setAttribute("href", `${addresses[index]}${page.shared()}`);
  };
  update();
  page.listen(update);

  const menu = document.querySelector<HTMLButtonElement>("#menu");
  const side = document.querySelector("#side");
  if (!menu || !side) return;
  const open = (isOpen: boolean) => {
    side.classList.toggle("open", isOpen);
    menu.setAttribute("aria-expanded", String(isOpen));
  };
  menu.addEventListener("click", () => open(!side.classList.contains("open")));
  side.addEventListener("keydown", (event) => {
    if ((event as KeyboardEvent).key !== "Escape" || !side.classList.contains("open")) return;
    open(false);
    menu.focus();
  });
}
