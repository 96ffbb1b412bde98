import { choicePages, openTab } from "./bench-pages.ts";
import type { Bench, Found, Part } from "./part.ts";
import { median, milliseconds } from "./table.ts";

interface Opened {
  /** Milliseconds from navigation to the first frame with a chart of the page, and with any content. */
  readonly chart: number;
  readonly content: number;
  /** To the frame in which every place of the first view has its live part, which answers to the reader. */
  readonly live: number;
  /** Processor time the page's thread had used by the first chart. */
  readonly busy: number;
}

/**
 * Runs in the page before its own code: tells when the first chart has been painted, and when the page is live. Told
 * through a binding: to ask the page would have it compile what asks, in the middle of what is measured.
 */
const watchFirstChart = `{
  const first = "main .chart-place.drawn, .attention-lists tbody tr";
  const after = (name) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => tell(JSON.stringify({ name, at: performance.now() }));
    port2.postMessage(null);
  });
  const waits = [
    ["chart", () => document.querySelector(first)],
    ["live", () => document.querySelector(first) && !document.querySelector("observablehq-loading:not(:empty), .early")],
  ];
  const observer = new MutationObserver(() => {
    while (waits.length > 0 && waits[0][1]()) after(waits.shift()[0]);
    if (waits.length === 0) observer.disconnect();
  });
  observer.observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ["class"] });
}`;

async function open(bench: Bench, address: string, slowdown: number): Promise<Opened> {
  const { page, session, busy, close } = await openTab(bench);
  try {
    await session.send("Page.enable");
    await session.send("Runtime.enable");
    await session.send("Runtime.addBinding", { name: "tell" });
    await session.send("Page.addScriptToEvaluateOnNewDocument", { source: watchFirstChart });
    await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
    const told = { chart: 0, live: 0 };
    let used = 0;
    const isLive = new Promise<void>((done, fail) => {
      const limit = setTimeout(
        () => fail(new Error(`first-chart: no chart of ${address}, got none in 30 s`)),
        30_000,
      );
      session.on("Runtime.bindingCalled", async ({ payload }) => {
        const { name, at } = JSON.parse(payload) as { name: "chart" | "live"; at: number };
        told[name] = at;
        if (name === "chart") used = await busy();
        if (told.chart === 0 || told.live === 0 || used === 0) return;
        clearTimeout(limit);
        done();
      });
    });
    await session.send("Page.navigate", { url: address });
    await isLive;
    const content = await page.evaluate(
      () => performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
    );
    return { ...told, content, busy: used };
  } finally {
    await close();
  }
}

/** Pages whose first view has a chart; that of Attention is a list, and its first row is timed. */
const pages = [...Object.keys(choicePages), "does-it-work.html", "portfolio.html"];

/** From navigation to the first chart, on loopback with the processor slowed four times and an empty cache. */
export const firstChartPart: Part = {
  id: "first-chart",
  run: async (bench): Promise<Found> => {
    const { url } = await bench.site("sample");
    const rows: { page: string; slow: readonly Opened[]; plain: readonly Opened[] }[] = [];
    for (const page of pages) {
      bench.tell(`first chart of ${page}`);
      const runs = async (slowdown: number, times: number) => {
        const opened: Opened[] = [];
        for (let run = 0; run < times; run += 1) {
          opened.push(await open(bench, url + page, slowdown));
        }
        return opened;
      };
      await open(bench, url + page, 1);
      rows.push({ page, slow: await runs(4, bench.isQuick ? 3 : 11), plain: await runs(1, 3) });
    }
    const chart = (all: readonly Opened[]) => median(all.map((one) => one.chart));
    return {
      tables: [
        {
          head: [
            "page of the sample, median",
            "first content, slowed 4x",
            "first chart, slowed 4x",
            "answers to the reader, slowed 4x",
            "first chart, as it is",
            "answers, as it is",
            "page's thread busy, as it is",
          ],
          rows: rows.map(({ page, slow, plain }) => [
            page,
            milliseconds(median(slow.map((one) => one.content))),
            milliseconds(chart(slow)),
            milliseconds(median(slow.map((one) => one.live))),
            milliseconds(chart(plain)),
            milliseconds(median(plain.map((one) => one.live))),
            milliseconds(median(plain.map((one) => one.busy))),
          ]),
        },
      ],
      verdicts: rows.map(({ page, slow }) => ({
        what: `first chart of ${page}, slowed 4x`,
        measured: chart(slow),
        budget: 600,
        show: milliseconds,
        isBinding: false,
      })),
    };
  },
};
