import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startDev } from "../dev/start-dev.ts";
import { openTab } from "./bench-pages.ts";
import { copySample } from "./open-bench.ts";
import type { Found, Part } from "./part.ts";
import { median, seconds } from "./table.ts";

/** Doubles and halves by turns the price of a subscription in force, so that the newest MRR changes. */
function withOtherPrice(text: string, turn: number): string {
  const [head = "", ...rows] = text.trimEnd().split("\n");
  const names = head.split(",");
  const cell = (row: string, name: string) => row.split(",")[names.indexOf(name)] ?? "";
  const inForce = (row: string) =>
    row.split(",").length === names.length &&
    cell(row, "Status") === "active" &&
    cell(row, "start_on (metadata)") <= "2025-12-01" &&
    cell(row, "Start Date (UTC)") <= "2025-12-01" &&
    cell(row, "end_on (metadata)") > "2026-01-31" &&
    Number(cell(row, "Amount")) > 0;
  const place = rows.findIndex(inForce);
  const cells = (rows[place] ?? "").split(",");
  const price = names.indexOf("Amount");
  if (place < 0)
    throw new Error(
      "npm run bench: no subscription of the sample is in force, got none; mend measure-dev.ts",
    );
  cells[price] = (Number(cells[price]) * (1 + turn)).toFixed(2);
  return [head, ...rows.with(place, cells.join(",")), ""].join("\n");
}

/** A cut of the sample's customers by the first letters of their names; each turn gives other labels. */
const cutText = (turn: number) =>
  `-- title: Saved\n-- most: any\nselect customer.customer_id, '${turn} ' || left(customer.name, 1) as label from customers as customer\n`;

/** Milliseconds of processor time of this process and those it started that have not ended, as Linux tells them. */
async function processorTime(): Promise<number | null> {
  const stats = new Map<number, { parent: number; ticks: number }>();
  for (const name of (await readdir("/proc").catch(() => [])).filter((one) => /^\d+$/.test(one))) {
    const text = await readFile(`/proc/${name}/stat`, "utf8").catch(() => "");
    const fields = text.slice(text.lastIndexOf(")") + 2).split(" ");
    stats.set(Number(name), { parent: Number(fields[1]), ticks: Number(fields[11]) + Number(fields[12]) });
  }
  if (stats.size === 0) return null;
  const isOurs = (id: number): boolean => {
    if (id === process.pid) return true;
    const parent = stats.get(id)?.parent ?? 0;
    return parent > 1 && isOurs(parent);
  };
  // A tick is a hundredth of a second.
  return [...stats].reduce((sum, [id, { ticks }]) => (isOurs(id) ? sum + 10 * ticks : sum), 0);
}

/** From a saved export row, or a saved cut, to the changed page, with `npm run dev` on the sample. */
export const devPart: Part = {
  id: "dev",
  run: async (bench): Promise<Found> => {
    const company = join(bench.folder, "dev");
    await copySample(company);
    const file = join(company, "exports", "stripe", "subscriptions.csv");
    const text = await readFile(file, "utf8");
    let said = "";
    const hear = (line: string) => {
      said += `${line}\n`;
    };
    bench.tell("npm run dev on the sample");
    const started = performance.now();
    const stop = await startDev({ company, host: "127.0.0.1", say: hear, complain: hear });
    try {
      let url: string | undefined;
      while (!url) {
        url = /http:\/\/127[^\s]+/.exec(said)?.[0];
        if (said.includes("not built")) throw new Error(`npm run bench: npm run dev failed, got:\n${said}`);
        await new Promise((done) => setTimeout(done, 20));
      }
      const ready = performance.now() - started;
      const { page, close } = await openTab(bench);
      await page.goto(url);
      const closing = page.locator('main .num[data-key^="closing_minor"]').first();
      const took: number[] = [];
      for (let turn = 1; turn <= (bench.isQuick ? 2 : 5); turn += 1) {
        const before = await closing.getAttribute("data-value");
        bench.tell(`npm run dev: a changed row, ${turn}`);
        const saved = performance.now();
        await writeFile(file, withOtherPrice(text, turn));
        await page.waitForFunction((last) => {
          const shown = document.querySelector('main .num[data-key^="closing_minor"]');
          return shown && shown.getAttribute("data-value") !== last;
        }, before);
        took.push(performance.now() - saved);
      }
      await mkdir(join(company, "cuts"));
      await page.goto(`${url}waterfall`);
      const cuts: number[] = [];
      const built: number[] = [];
      const busy: number[] = [];
      for (let turn = 0; turn <= (bench.isQuick ? 2 : 5); turn += 1) {
        bench.tell(`npm run dev: a saved cut, ${turn}`);
        const before = await processorTime();
        const from = said.length;
        const saved = performance.now();
        await writeFile(join(company, "cuts", "saved_cut.sql"), cutText(turn));
        await page.waitForFunction(
          (label) =>
            [...document.querySelectorAll("#control-cut option, [data-labels=saved_cut] th")].some(
              ({ textContent }) => textContent?.startsWith(label),
            ),
          turn === 0 ? "saved" : `${turn} `,
        );
        const took = performance.now() - saved;
        // The first makes the cut known; from then on the page is split by it.
        if (turn === 0) {
          await page.goto(`${url}waterfall?cut=saved_cut`);
          await page.waitForSelector("[data-labels=saved_cut] th");
          continue;
        }
        cuts.push(took);
        const told = /in (\d+\.\d+) s/.exec(said.slice(from))?.[1];
        if (told) built.push(Number(told) * 1000);
        const after = await processorTime();
        if (before !== null && after !== null) busy.push(after - before);
      }
      await close();
      return {
        tables: [
          {
            head: ["npm run dev on the sample", "time"],
            rows: [
              ["from the command to the address", seconds(ready)],
              [`a saved export row to the changed page, median of ${took.length}`, seconds(median(took))],
              ["the slowest of them", seconds(Math.max(...took))],
              [`a saved cut to the page split by it, median of ${cuts.length}`, seconds(median(cuts))],
              ["the slowest of them", seconds(Math.max(...cuts))],
              ["of it from the save to the new files", built.length > 0 ? seconds(median(built)) : "n/a"],
              [
                "processor of all processes, the browser's too",
                busy.length > 0 ? seconds(median(busy)) : "n/a: no /proc",
              ],
            ],
          },
        ],
        verdicts: [
          {
            what: "a saved row to the changed page",
            measured: median(took),
            budget: 2000,
            show: seconds,
            isBinding: false,
          },
          {
            what: "a saved cut to the page split by it",
            measured: median(cuts),
            budget: 2000,
            show: seconds,
            isBinding: false,
          },
        ],
      };
    } finally {
      await stop();
    }
  },
};
