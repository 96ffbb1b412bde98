import type { CDPSession, Page } from "playwright-core";
import { settle } from "../../apps/site/test/open-site.ts";
import type { Bench } from "./part.ts";

export { settle };

/** What a reader changes on a page: by a cut, one label of it, another period, or only some customers. */
export type ChangeKind = "cut" | "label" | "period" | "filter";

const byControls = {
  cut: "control-cut",
  label: "control-label",
  period: "control-to",
  filter: "control-only",
};

/** The pages that follow a choice, and the selects on which it is made; an id a page lacks is passed over. */
export const choicePages: Readonly<Record<string, Partial<Record<ChangeKind, string>>>> = {
  "index.html": byControls,
  "waterfall.html": byControls,
  "churn.html": byControls,
  "retention.html": byControls,
  "renewals.html": byControls,
  "cohorts.html": byControls,
  "survival.html": byControls,
  "compare.html": byControls,
  "right-customer.html": { cut: "pick-industry", period: "control-to", filter: "control-only" },
  "time-to-value.html": byControls,
  "health.html": { cut: "health-cut" },
  "nps.html": { cut: "nps-cut" },
  "at-risk.html": { filter: "control-only" },
  "attention.html": { filter: "control-only" },
};

/** A tab and what is known of it from outside. */
export interface BenchTab {
  readonly page: Page;
  readonly session: CDPSession;
  /** Milliseconds of processor time the page's thread has used: other work on the machine is not in it. */
  readonly busy: () => Promise<number>;
  readonly close: () => Promise<void>;
}

/** A fresh tab of a desk's size, with an empty cache. */
export async function openTab(bench: Bench): Promise<BenchTab> {
  const context = await (await bench.browser()).newContext({ viewport: { width: 1440, height: 900 } });
  // tsx wraps named functions in a helper of its own, which functions sent to a page then miss.
  await context.addInitScript("globalThis.__name = (named) => named");
  const page = await context.newPage();
  page.setDefaultTimeout(120_000);
  const session = await context.newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  const busy = async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    return (metrics.find(({ name }) => name === "ThreadTime")?.value ?? Number.NaN) * 1000;
  };
  return { page, session, busy, close: () => context.close() };
}

/** How long a change took in the browser, in milliseconds from the choice. */
export interface Painted {
  /** To the first frame painted after it. */
  readonly next: number;
  /** To the frame in which the last chart or number in the window changed. */
  readonly seen: number;
  /** The same for the whole page: what lies below the window is drawn later. */
  readonly all: number;
  /** Processor time the page's thread spent on it. */
  readonly busy: number;
}

/**
 * Chooses a value of one of the page's selects, as a reader does, and waits until nothing has changed for four tenths
 * of a second. A frame's end is told by a message posted in its animation callback: it arrives once it is painted.
 */
export async function choose({ page, busy }: BenchTab, id: string, value: string): Promise<Painted> {
  const before = await busy();
  const painted = await page.evaluate(
    ({ id, value }) =>
      new Promise<Omit<Painted, "busy">>((done, fail) => {
        const select = document.getElementById(id);
        if (!(select instanceof HTMLSelectElement)) return fail(new Error(`no select #${id}`));
        const frames: { at: number; targets: Element[] }[] = [];
        let timer = 0;
        const isInWindow = (element: Element) => {
          const { top, bottom, width } = element.getBoundingClientRect();
          return width > 0 && bottom > 0 && top < innerHeight;
        };
        const afterPaint = (targets: Element[]) =>
          requestAnimationFrame(() => {
            const { port1, port2 } = new MessageChannel();
            port1.onmessage = () => {
              frames.push({ at: performance.now() - started, targets });
              clearTimeout(timer);
              timer = window.setTimeout(finish, 400);
            };
            port2.postMessage(null);
          });
        const observer = new MutationObserver((records) => {
          const nodes = records.map(({ target }) =>
            target instanceof Element ? target : target.parentElement,
          );
          afterPaint(nodes.filter((node) => node !== null));
        });
        const finish = () => {
          observer.disconnect();
          const next = Math.min(...frames.map(({ at }) => at));
          const all = Math.max(...frames.map(({ at }) => at));
          const seen = frames.filter(({ targets }) => targets.some(isInWindow));
          done({ next, seen: Math.max(next, ...seen.map(({ at }) => at)), all });
        };
        observer.observe(document.body, { childList: true, subtree: true, characterData: true });
        const started = performance.now();
        afterPaint([]);
        select.value = value;
        select.dispatchEvent(new Event("change", { bubbles: true }));
      }),
    { id, value },
  );
  return { ...painted, busy: (await busy()) - before };
}

/**
 * The values a select of the page offers and that are not chosen, "none" or "all" left out; of groups the first of each,
 * as a reader filters by one industry and one region. None of a select the page lacks.
 */
export function optionsOf({ page }: BenchTab, id: string): Promise<string[]> {
  return page.evaluate((name) => {
    const select = document.getElementById(name) as HTMLSelectElement | null;
    const groups = [...(select?.querySelectorAll("optgroup") ?? [])];
    const options =
      groups.length > 0 ? groups.map((group) => group.children[0]) : [...(select?.options ?? [])];
    return options
      .map((option) => (option as HTMLOptionElement).value)
      .filter((value) => value !== "" && value !== select?.value);
  }, id);
}

/** Takes every filter away. */
export async function takeFiltersAway({ page }: BenchTab): Promise<void> {
  await page.evaluate(() => {
    while (document.querySelector(".filter-chip"))
      document.querySelector<HTMLElement>(".filter-chip")?.click();
  });
  await settle(page);
}

/** Waits until a chosen cut is drawn, which needs the ledger. */
export async function waitForCut({ page }: BenchTab): Promise<void> {
  await page.waitForFunction(
    () =>
      !document.querySelector("main .waiting") &&
      [...document.querySelectorAll(".figure:not([hidden]) .chart-place")].every((place) =>
        place.classList.contains("drawn"),
      ),
  );
}
