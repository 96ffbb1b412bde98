import { h } from "./dom.ts";

/** A file's path as a cell: where it is too long it breaks after a folder or a part of its name, never within a word. */
export function filePath(file: string): HTMLElement {
  const parts = file.split(/(?<=[/_])(?=[^/_])/);
  return h(
    "span",
    null,
    parts.flatMap((part, at) => (at === 0 ? [part] : [h("wbr", null), part])),
  );
}
