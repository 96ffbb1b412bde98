import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseHTML } from "linkedom";

type Body = (...inputs: unknown[]) => unknown;
interface Cell {
  id: string;
  inputs?: readonly string[];
  outputs?: readonly string[];
  body: Body;
}

/** Width of a chart in a window of 1,440 px, without and with notes beside it. */
const widths = { whole: 1144, besideNotes: 832 };
/** The most a page without a chart shows early, in characters of HTML: some windows of it. */
const room = 60_000;
/** What an element says to tools, listeners and readers of screens: they meet the live page. */
const spoken =
  /^(data-(?!figure|card)|aria-(?!pressed|sort)|on|role$|tabindex$|id$|for$|title$|cursor$|pointer-events$)/;
/** The first windows of a page of lists, in characters of HTML: further lists are for readers without scripts alone. */
const firstWindows = 8_000;
/** What a first look does not see. */
const unseen =
  "[hidden], .unseen, svg desc, svg title, svg [fill=none]:not([stroke]), svg .chart-points, select:has([selected]) :not([selected], :has([selected]))";
/** What says nothing of its own: a cell keeps its number in one piece, and a group without attributes changes nothing. */
const plain = 'td:not(.wrap) > span[class="num"], g';

function scriptOf(html: string, page: string): string {
  const script = /<script type="module">([\s\S]*?)<\/script>/.exec(html)?.[1];
  if (script === undefined)
    throw new Error(`drawFirstView: ${page} has no script of its own, got none; keep a block of code in it`);
  return script.replace(/^import .*$/gm, "").replaceAll(/\bimport\((?=")/g, "load(");
}

interface Browser {
  document: Document;
  /** Runs what waits for the next frame or for time to spare: a page that leads with its first view never gets there. */
  nextFrame: () => void;
  restore: () => void;
}

/** What a page asks of a browser and a document alone cannot give: an address, the width of a chart, frames when asked. */
function installBrowser(html: string, page: string): Browser {
  const { document, window } = parseHTML(html);
  // The library's document reads what a select has chosen, and does not choose.
  Object.defineProperty(window.HTMLSelectElement.prototype, "value", {
    get(this: HTMLSelectElement) {
      return this.querySelector<HTMLOptionElement>("option[selected]")?.value ?? "";
    },
    set(this: HTMLSelectElement, value: string) {
      for (const option of this.options) option.toggleAttribute("selected", option.value === value);
    },
    configurable: true,
  });
  const location = new URL(page, "https://report.invalid/");
  const frames: (() => void)[] = [];
  class Observer {
    readonly #tell: (entries: unknown[]) => void;
    constructor(tell: (entries: unknown[]) => void) {
      this.#tell = tell;
    }
    observe(target: Element): void {
      if (!target.classList.contains("chart-place")) return;
      queueMicrotask(() => {
        const width = target.closest(".has-side") ? widths.besideNotes : widths.whole;
        this.#tell([{ target, contentRect: { width }, isIntersecting: true }]);
      });
    }
    unobserve(): void {}
    disconnect(): void {}
  }
  const given: Record<string, unknown> = {
    document,
    window,
    location,
    history: { pushState: () => {}, replaceState: () => {} },
    Node: window.Node,
    Element: window.Element,
    HTMLElement: window.HTMLElement,
    HTMLSelectElement: window.HTMLSelectElement,
    HTMLInputElement: window.HTMLInputElement,
    HTMLButtonElement: window.HTMLButtonElement,
    SVGElement: window.SVGElement,
    ResizeObserver: Observer,
    IntersectionObserver: Observer,
    MutationObserver: window.MutationObserver,
    matchMedia: () => ({ matches: false, addEventListener: () => {} }),
    addEventListener: () => {},
    requestAnimationFrame: (run: () => void) => frames.push(run),
    requestIdleCallback: (run: () => void) => frames.push(run),
    reportError: (error: unknown) => {
      throw error;
    },
  };
  const before = Object.keys(given).map(
    (name) => [name, Object.getOwnPropertyDescriptor(globalThis, name)] as const,
  );
  for (const [name, value] of Object.entries(given))
    Object.defineProperty(globalThis, name, { value, configurable: true, writable: true });
  return {
    document,
    nextFrame: () => {
      for (const run of frames.splice(0)) run();
    },
    restore: () => {
      for (const [name, descriptor] of before) {
        if (descriptor) Object.defineProperty(globalThis, name, descriptor);
        else Reflect.deleteProperty(globalThis, name);
      }
    },
  };
}

interface Shown {
  /** What each cell showed, by its id. */
  cells: ReadonlyMap<string, readonly Element[]>;
  /** What the page's own code calls `page`. */
  page: { waitsForLedger?: boolean };
}

/** Runs the cells of a page in order of what they need. */
async function runCells(script: string, dir: string): Promise<Shown> {
  const files = new Map<string, string>();
  const cells: Cell[] = [];
  const FileAttachment = (name: string) => ({
    json: async (): Promise<unknown> =>
      JSON.parse(await readFile(join(dir, files.get(`./${name.replace(/^\.\//, "")}`) ?? name), "utf8")),
  });
  const run = new Function("define", "registerFile", "load", script);
  run(
    (cell: Cell) => cells.push(cell),
    (name: string, { path }: { path: string }) => files.set(name, path),
    (path: string) => import(pathToFileURL(join(dir, path)).href),
  );
  const values: Record<string, unknown> = { FileAttachment };
  const shown = new Map<string, readonly Element[]>();
  for (const { id, inputs = [], outputs = [], body } of cells) {
    const nodes: Node[] = [];
    const result = await body(
      ...inputs.map((name) => (name === "display" ? (node: Node) => nodes.push(node) : values[name])),
    );
    if (outputs.length > 0) Object.assign(values, result);
    shown.set(
      id,
      nodes.filter((node): node is Element => node.nodeType === 1),
    );
  }
  return { cells: shown, page: (values.page ?? {}) as Shown["page"] };
}

/** Whether a figure draws a chart: some turns after its width is known, or once the ledger is read that it waits for. */
async function isDrawn(figure: Element, page: Shown["page"], nextFrame: () => void): Promise<boolean> {
  const isThere = () => figure.querySelector(".chart-place.drawn") !== null;
  for (let turn = 0; turn < 200 && !isThere(); turn += 1) {
    if (page.waitsForLedger) nextFrame();
    else if (figure.hasAttribute("hidden")) return false;
    await new Promise((done) => setTimeout(done, 5));
  }
  return isThere();
}

/** Hidden parts, what tools and readers ask of the live page and elements that say nothing are left out: the first view is short. */
function withoutUnseen(node: Element): Element {
  const copy = node.cloneNode(true) as Element;
  for (const part of copy.querySelectorAll(unseen)) part.remove();
  for (const element of [copy, ...copy.querySelectorAll("*")]) {
    for (const { name } of [...element.attributes]) if (spoken.test(name)) element.removeAttribute(name);
  }
  for (const element of copy.querySelectorAll(plain)) {
    if (element.matches("g") && element.attributes.length > 0) continue;
    element.replaceWith(...element.childNodes);
  }
  return copy;
}

/** Lists below the first windows stand where a browser with scripts makes no elements of them. */
function withoutScriptsBelow(element: Element): Element {
  let above = 0;
  for (const list of element.querySelectorAll(".table-section")) {
    const below = above > firstWindows;
    above += list.outerHTML.length;
    if (!below) continue;
    const place = document.createElement("noscript");
    list.replaceWith(place);
    place.append(list);
  }
  return element;
}

/** What cells show early, by their ids: those up to the first chart; of a page without figures what there is room for. */
async function earlyParts({ cells, page }: Shown, nextFrame: () => void): Promise<Map<string, string>> {
  const ids = [...cells.keys()];
  const partsOf = (id: string) =>
    (cells.get(id) ?? []).filter((element) => !element.hasAttribute("hidden")).map(withoutUnseen);
  const htmlOf = (parts: readonly Element[]) => parts.map((part) => part.outerHTML).join("");
  const figures = [...cells].flatMap(([id, elements]) =>
    elements.filter((element) => element.matches(".figure")).map((figure) => ({ id, figure })),
  );
  for (const { id, figure } of figures) {
    if (!(await isDrawn(figure, page, nextFrame))) continue;
    return new Map(ids.slice(0, ids.indexOf(id) + 1).map((one) => [one, htmlOf(partsOf(one))]));
  }
  const early = new Map<string, string>();
  let left = figures.length === 0 ? room : 0;
  for (const id of ids) {
    const html = htmlOf(partsOf(id).map(withoutScriptsBelow));
    left -= html.length;
    if (left < 0) break;
    early.set(id, html);
  }
  return early;
}

/** Marks what stands below the early parts, to be shown with the live page: what comes between would move it. */
function markEnd(html: string, end: number): string {
  const next = 'class="observablehq observablehq--block"><observablehq-loading></observablehq-loading>';
  const below = html.slice(end).replace(next, next.replace('">', ' below">'));
  return (html.slice(0, end) + below).replace(/(<main [^>]*class=")/, "$1first-view ");
}

/**
 * The page as a reader first sees it: what its cells show up to the first chart, written into the places Framework
 * keeps for what is loading, which it removes when the cell itself is there. So words, numbers and the first chart are
 * painted before any script has run; of a page without figures the first windows are there. A page of no place in the sidebar (that
 * of one customer, whom its address names) is given back as it is.
 *
 * @param html a built page
 * @param dir the folder of the built site
 * @param page the page's path under `dir`
 * @throws when a cell of the page fails
 */
export async function drawFirstView(html: string, dir: string, page: string): Promise<string> {
  if (!html.includes('aria-current="page"')) return html;
  const { document, nextFrame, restore } = installBrowser(html, page);
  try {
    const shown = await runCells(scriptOf(html, page), dir);
    for (const elements of shown.cells.values()) document.body.append(...elements);
    let done = html;
    let end = -1;
    for (const [id, early] of await earlyParts(shown, nextFrame)) {
      const place = `<observablehq-loading></observablehq-loading><!--:${id}:-->`;
      if (early === "" || !done.includes(place)) continue;
      done = done.replace(place, () => place.replace("><", ` inert>${early}<`));
      end = done.indexOf(`<!--:${id}:-->`);
    }
    return end < 0 ? html : markEnd(done, end);
  } catch (error) {
    const { message } = error as Error;
    throw new Error(`drawFirstView: ${page} cannot be drawn, got ${message}; open it in a browser`, {
      cause: error,
    });
  } finally {
    restore();
  }
}
