import { h } from "./dom.ts";

/** What the build drew for the first view, over the live page that is being made beneath it. */
export interface Early {
  /** Every place of it has its live part, which may still have to be drawn. */
  areAllLive: Promise<void>;
  /** Takes it away, and shows what stands below it. */
  remove: () => void;
}

/** Whether Framework has put something beside what is kept. */
const isLive = (early: Element) => (early.parentElement?.childElementCount ?? 2) > 1;

/**
 * Keeps what the build drew for the first view over the live page. Framework removes its own place of it as soon as a cell
 * shows something, though that may still be empty. An address that asks for another view keeps nothing.
 */
export function keepEarly(): Early {
  const main = document.querySelector("main");
  const places = location.search ? [] : document.querySelectorAll("observablehq-loading[inert]");
  const kept = [...places].map((place) => {
    const early = h("div.early", { inert: true }, ...place.childNodes);
    place.replaceWith(early);
    return early;
  });
  const remove = () => {
    for (const early of kept) early.remove();
    main?.classList.remove("first-view");
  };
  if (kept.length === 0) remove();
  const areAllLive = new Promise<void>((done) => {
    const look = () => {
      if (!kept.every(isLive)) return;
      observer.disconnect();
      done();
    };
    const observer = new MutationObserver(look);
    if (main) observer.observe(main, { childList: true, subtree: true });
    look();
  });
  return { areAllLive, remove };
}
