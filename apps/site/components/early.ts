import { h } from "./dom.ts";

/**
 * Keeps what the build drew for the first view over the live page that is being made beneath it; gives what takes it away.
 * Framework removes its own place of it as soon as a cell shows something, though that may still be empty. An address that
 * asks for another view keeps nothing.
 */
export function keepEarly(): () => void {
  if (location.search) return () => {};
  const kept = [...document.querySelectorAll("observablehq-loading[inert]")].map((place) => {
    const early = h("div.early", { inert: true }, ...place.childNodes);
    place.replaceWith(early);
    return early;
  });
  return () => {
    for (const early of kept) early.remove();
  };
}
