import { chartPages, openTab } from "./bench-pages.ts";
import type { Bench, Found, Part } from "./part.ts";
import { median, milliseconds } from "./table.ts";

interface Opened {
  /** Milliseconds from navigation to the first frame with a chart of the page, and with any content. */
  readonly chart: number;
  readonly content: number;
  /** Processor time the page's thread had used by then. */
  readonly busy: number;
}

/** Runs in the page before its own code: tells when the first chart has been painted. */
function watchFirstChart(): void {
  const place = window as unknown as { firstChart?: number };
  const observer = new MutationObserver(() => {
    if (!document.querySelector(".chart-place.drawn")) return;
    observer.disconnect();
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => {
        place.firstChart = performance.now();
      };
      port2.postMessage(null);
    });
  });
  observer.observe(document, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ["class"],
  });
}

async function open(bench: Bench, address: string, slowdown: number): Promise<Opened> {
  const { page, session, busy, close } = await openTab(bench);
  try {
    await session.send("Emulation.setCPUThrottlingRate", { rate: slowdown });
    await page.addInitScript(watchFirstChart);
    await page.goto(address);
    await page.waitForFunction(() => (window as unknown as { firstChart?: number }).firstChart !== undefined);
    const used = await busy();
    const opened = await page.evaluate(() => ({
      chart: (window as unknown as { firstChart: number }).firstChart,
      content: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Number.NaN,
    }));
    return { ...opened, busy: used };
  } finally {
    await close();
  }
}

/** From navigation to the first chart, on loopback with the processor slowed four times and an empty cache. */
export const firstChartPart: Part = {
  id: "first-chart",
  run: async (bench): Promise<Found> => {
    const { url } = await bench.site("sample");
    const rows: { page: string; slow: readonly Opened[]; plain: readonly Opened[] }[] = [];
    for (const page of chartPages) {
      bench.tell(`first chart of ${page}`);
      const runs = async (slowdown: number, times: number) => {
        const opened: Opened[] = [];
        for (let run = 0; run < times; run += 1) {
          opened.push(await open(bench, url + page, slowdown));
        }
        return opened;
      };
      await open(bench, url + page, 1);
      rows.push({ page, slow: await runs(4, bench.isQuick ? 3 : 5), plain: await runs(1, 3) });
    }
    const chart = (all: readonly Opened[]) => median(all.map((one) => one.chart));
    return {
      tables: [
        {
          head: [
            "page of the sample, median",
            "first content, slowed 4x",
            "first chart, slowed 4x",
            "first chart, as it is",
            "page's thread busy, as it is",
          ],
          rows: rows.map(({ page, slow, plain }) => [
            page,
            milliseconds(median(slow.map((one) => one.content))),
            milliseconds(chart(slow)),
            milliseconds(chart(plain)),
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
