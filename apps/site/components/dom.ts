/** What an element may hold: text is always set as text, never read as HTML. */
export type Child = Node | string | number | null | undefined | false | readonly Child[];
type Attribute = string | number | boolean | null | undefined | ((event: Event) => void);

function append(parent: Element | DocumentFragment, child: Child): void {
  if (child === null || child === undefined || child === false) return;
  if (child instanceof Node) parent.append(child);
  else if (typeof child === "object") for (const one of child) append(parent, one);
  else parent.append(String(child));
}

/**
 * Makes an element: `h("p.note", { title: "…" }, "text", child)`. Classes follow the tag after dots. A function under
 * `onclick` and the like becomes a listener; `true` an empty attribute; `false`, `null` and `undefined` none.
 */
export function h<Tag extends keyof HTMLElementTagNameMap>(
  name: Tag | `${Tag}.${string}`,
  attributes: Readonly<Record<string, Attribute>> | null = null,
  ...children: Child[]
): HTMLElementTagNameMap[Tag] {
  const [tag, ...classes] = name.split(".");
  const element = document.createElement(tag as Tag);
  if (classes.length > 0) element.className = classes.join(" ");
  for (const [key, value] of Object.entries(attributes ?? {})) {
    if (typeof value === "function") element.addEventListener(key.slice(2), value);
    else if (value === true) element.setAttribute(key, "");
    else if (value !== false && value !== null && value !== undefined)
      element.setAttribute(key, String(value));
  }
  append(element, children);
  return element;
}

/** Several nodes as one. */
export function fragment(...children: Child[]): DocumentFragment {
  const all = document.createDocumentFragment();
  append(all, children);
  return all;
}

/** Replaces what `element` holds. */
export function fill(element: Element, ...children: Child[]): void {
  element.replaceChildren(fragment(...children));
}

let lastId = 0;

/** An id no other element of this page has. */
export function freshId(prefix: string): string {
  lastId += 1;
  return `${prefix}-${lastId}`;
}
