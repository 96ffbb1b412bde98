import { h } from "./dom.ts";

/**
 * The box a table scrolls in, its first column fixed. Columns are snapped to the edge of the first one, so that no
 * number is ever seen in part; with `isAtEnd` the columns are made to fit and the box opens at the last one.
 */
export function tableScroll(
  table: HTMLTableElement,
  label: Readonly<Record<string, string>>,
  isAtEnd = false,
): HTMLElement {
  const box = h("div.scroll", { tabindex: "0", role: "region", ...label }, table);
  let seen = 0;
  const fit = () => {
    const room = box.clientWidth;
    if (room === 0 || room === seen) return;
    if (seen !== 0) table.style.removeProperty("--column");
    seen = room;
    const [first, ...columns] = [...(table.tHead?.rows[0]?.cells ?? [])];
    const fixed = first?.getBoundingClientRect().width ?? 0;
    // Everything is read before anything is written: to read after it would lay the page out once more.
    const isWide = isAtEnd && table.scrollWidth > room;
    const widest = isWide ? Math.max(1, ...columns.map((column) => column.getBoundingClientRect().width)) : 1;
    box.style.scrollPaddingLeft = `${fixed}px`;
    if (!isWide) return;
    const shown = Math.max(1, Math.floor((room - fixed) / widest));
    table.style.setProperty("--column", `${(room - fixed) / shown}px`);
    box.scrollLeft = box.scrollWidth;
  };
  new ResizeObserver(fit).observe(box);
  return box;
}
