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

/** Room of a chart in a window of 1,440 px, without and with notes beside it. */
const room = { whole: 1144, besideNotes: 832 };
/** What an element says to tools, listeners and readers of screens: they meet the live page. */
const spoken =
  /^(data-(?!figure|card)|aria-(?!pressed|sort)|on|role$|tabindex$|id$|for$|title$|cursor$|pointer-events$)/;
/** What a first look does not see. */
const unseen = "[hidden], .unseen, svg desc, svg title, svg [fill=none]:not([stroke])";

function scriptOf(html: string, page: string): string {
  const script = /<script type="module">([\s\S]*?)<\/script>/.exec(html)?.[1];
  if (script === undefined)
    throw new Error(`drawFirstView: ${page} has no script of its own, got none; keep a block of code in it`);
  return script.replace(/^import .*$/gm, "").replaceAll(/\bimport\((?=")/g, "load(");
}

/** What a page asks of a browser and a document alone cannot give: an address, the width of a chart, no second frame. */
function installBrowser(html: string, page: string): { document: Document; restore: () => void } {
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
  class Observer {
    readonly #tell: (entries: unknown[]) => void;
    constructor(tell: (entries: unknown[]) => void) {
      this.#tell = tell;
    }
    observe(target: Element): void {
      if (!target.classList.contains("chart-place")) return;
      queueMicrotask(() => {
        const width = target.closest(".has-side") ? room.besideNotes : room.whole;
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
    requestAnimationFrame: () => 0,
    requestIdleCallback: () => 0,
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
    restore: () => {
      for (const [name, descriptor] of before) {
        if (descriptor) Object.defineProperty(globalThis, name, descriptor);
        else Reflect.deleteProperty(globalThis, name);
      }
    },
  };
}

/** Runs the cells of a page in order of what they need, and gives for each what it showed. */
async function runCells(script: string, dir: string): Promise<ReadonlyMap<string, readonly Node[]>> {
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
  const shown = new Map<string, readonly Node[]>();
  for (const { id, inputs = [], outputs = [], body } of cells) {
    const nodes: Node[] = [];
    const result = await body(
      ...inputs.map((name) => (name === "display" ? (node: Node) => nodes.push(node) : values[name])),
    );
    if (outputs.length > 0) Object.assign(values, result);
    shown.set(id, nodes);
  }
  return shown;
}

/** The chart of a figure is drawn some turns after its width is known; what holds no chart is not waited for. */
async function untilDrawn(figure: Element): Promise<void> {
  for (let turn = 0; turn < 200 && !figure.querySelector(".chart-place.drawn"); turn += 1)
    await new Promise((done) => setTimeout(done, 5));
}

/** Hidden parts and what tools and readers ask of the live page are left out: the first view is short. */
function withoutUnseen(node: Element): Element {
  const copy = node.cloneNode(true) as Element;
  for (const part of copy.querySelectorAll(unseen)) part.remove();
  for (const element of [copy, ...copy.querySelectorAll("*")]) {
    for (const { name } of [...element.attributes]) if (spoken.test(name)) element.removeAttribute(name);
  }
  return copy;
}

/**
 * The page as a reader first sees it: what its cells show up to the first chart, written into the places Framework
 * keeps for what is loading, which it removes when the cell itself is there. So words, numbers and the first chart are
 * painted before any script has run. A page without a chart, or of no place in the sidebar (that of one customer, whom its
 * address names), is given back as it is.
 *
 * @param html a built page
 * @param dir the folder of the built site
 * @param page the page's path under `dir`
 * @throws when a cell of the page fails
 */
export async function drawFirstView(html: string, dir: string, page: string): Promise<string> {
  if (!html.includes('aria-current="page"')) return html;
  const { document, restore } = installBrowser(html, page);
  try {
    let done = html;
    for (const [id, nodes] of await runCells(scriptOf(html, page), dir)) {
      const elements = nodes.filter((node): node is Element => node.nodeType === 1);
      document.body.append(...elements);
      const figure = elements.find((element) => element.matches(".figure:not([hidden])"));
      if (figure) await untilDrawn(figure);
      const early = elements
        .filter((element) => !element.hasAttribute("hidden"))
        .map((element) => withoutUnseen(element).outerHTML);
      const place = `<observablehq-loading></observablehq-loading><!--:${id}:-->`;
      if (early.length > 0)
        done = done.replace(place, () => place.replace("><", ` inert>${early.join("")}<`));
      if (figure?.querySelector(".drawn")) return done;
    }
    return html;
  } catch (error) {
    const { message } = error as Error;
    throw new Error(`drawFirstView: ${page} cannot be drawn, got ${message}; open it in a browser`, {
      cause: error,
    });
  } finally {
    restore();
  }
}
