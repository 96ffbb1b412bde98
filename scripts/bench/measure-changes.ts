import { join } from "node:path";
import {
  type ChangeKind,
  choicePages,
  choose,
  openTab,
  optionsOf,
  type Painted,
  settle,
  takeFiltersAway,
} from "./bench-pages.ts";
import type { EngineTook } from "./engine-child.ts";
import type { Bench, Found, Part, Verdict } from "./part.ts";
import { runChild } from "./run-child.ts";
import { count, median, milliseconds, type Table } from "./table.ts";

/** A change as it was painted, and what was chosen on which page. */
interface Chosen extends Painted {
  readonly page: string;
  readonly value: string;
}

interface Changes {
  readonly company: string;
  readonly chosen: Readonly<Record<ChangeKind, readonly Chosen[]>>;
}

interface Company {
  readonly name: string;
  readonly source: "sample" | number;
  /** Milliseconds to the next paint of the charts. */
  readonly budget: number;
}

/**
 * On one page: some cuts for the first time, some labels of the last for the first time, some periods, some filters. One
 * cut, or one filter, is chosen before, so that the ledger is there and the code has run once.
 */
async function onPage(bench: Bench, url: string, page: string): Promise<Changes["chosen"]> {
  const ids = choicePages[page] ?? {};
  const tab = await openTab(bench);
  const painted = async (id: string | undefined, values: (all: readonly string[]) => readonly string[]) => {
    const all: Chosen[] = [];
    if (id === undefined) return all;
    for (const value of values(await optionsOf(tab, id))) {
      all.push({ ...(await choose(tab, id, value)), page, value });
    }
    return all;
  };
  const put = async (id: string | undefined, value: string) => {
    if (id === undefined || !(await tab.page.$(`#${id}`))) return;
    await choose(tab, id, value);
    await settle(tab.page);
  };
  try {
    await tab.page.goto(url + page);
    await settle(tab.page);
    const first = ids.cut === undefined ? ids.filter : ids.cut;
    await put(first, (first && (await optionsOf(tab, first))[0]) || "");
    if (first === ids.filter) await takeFiltersAway(tab);
    const hasNone = ids.cut !== undefined && (await tab.page.$(`#${ids.cut} option[value=""]`)) !== null;
    if (hasNone) await put(ids.cut, "");
    const cut = await painted(ids.cut, (all) => all.slice(1, 6));
    const label = await painted(ids.label, (all) => all.slice(0, 3));
    if (label.length > 0) await put(ids.label, "");
    const period = await painted(ids.period, (all) => all.slice(0, 3));
    const filter = await painted(ids.filter, (all) => all.slice(-3));
    return { cut, label, period, filter };
  } finally {
    await tab.close();
  }
}

async function changesOf(bench: Bench, { name, source }: Company): Promise<Changes> {
  const { url } = await bench.site(source);
  const all: Changes["chosen"][] = [];
  for (const page of Object.keys(choicePages)) {
    bench.tell(`${name}: choices on ${page}`);
    all.push(await onPage(bench, url, page));
  }
  return {
    company: name,
    chosen: {
      cut: all.flatMap(({ cut }) => cut),
      label: all.flatMap(({ label }) => label),
      period: all.flatMap(({ period }) => period),
      filter: all.flatMap(({ filter }) => filter),
    },
  };
}

const kinds = [
  { kind: "cut", what: "a cut, the first time" },
  { kind: "label", what: "a label, the first time" },
  { kind: "period", what: "a period" },
  { kind: "filter", what: "a filter, the first time" },
] as const;

function paintTable(all: readonly Changes[]): Table {
  return {
    head: [
      "customers",
      "what is chosen",
      "times",
      "next paint, median",
      "charts in the window, median",
      "slowest",
      "whole page, median",
      "page's thread busy, median",
    ],
    textColumns: 2,
    rows: all.flatMap((changes) =>
      kinds.map(({ kind, what }) => {
        const measured = changes.chosen[kind];
        const seen = measured.map((one) => one.seen);
        return [
          changes.company,
          what,
          count(measured.length),
          milliseconds(median(measured.map((one) => one.next))),
          milliseconds(median(seen)),
          milliseconds(Math.max(...seen)),
          milliseconds(median(measured.map((one) => one.all))),
          milliseconds(median(measured.map((one) => one.busy))),
        ];
      }),
    ),
  };
}

/** The same page by page, the processor time of the slowest choice named: where a change is slow. */
function pageTable(all: readonly Changes[]): Table {
  const medians = (some: readonly Chosen[]) =>
    some.length === 0
      ? "–"
      : `${milliseconds(median(some.map((one) => one.seen)))}, ${milliseconds(median(some.map((one) => one.busy)))}`;
  return {
    head: [
      "customers",
      "page",
      ...kinds.map(({ kind }) => `a ${kind}: to the charts, thread busy`),
      "busiest choice",
    ],
    textColumns: 2,
    rows: all.flatMap((changes) =>
      Object.keys(choicePages).map((page) => {
        const ofPage = kinds.map(({ kind }) => changes.chosen[kind].filter((one) => one.page === page));
        const [busiest] = ofPage.flat().sort((a, b) => b.busy - a.busy);
        return [
          changes.company,
          page.replace(".html", ""),
          ...ofPage.map(medians),
          busiest ? `${busiest.value}, ${milliseconds(busiest.busy)}` : "–",
        ];
      }),
    ),
  };
}

/** Changes of cut, label, period and filter to the next paint in Chromium, and the engine's own times in Node. */
export const changesPart: Part = {
  id: "changes",
  run: async (bench): Promise<Found> => {
    const large = bench.isQuick ? 90_000 : 900_000;
    const companies: Company[] = [
      { name: "the sample, 1,600", source: "sample", budget: 50 },
      { name: count(large / 9), source: large, budget: 100 },
    ];
    const all: Changes[] = [];
    const engine: (readonly [Company, EngineTook])[] = [];
    for (const company of companies) {
      all.push(await changesOf(bench, company));
      bench.tell(`${company.name}: the engine in Node`);
      const ledger = join((await bench.site(company.source)).data, "ledger-live.json");
      engine.push([
        company,
        await runChild<EngineTook>(join(import.meta.dirname, "engine-child.ts"), [ledger]),
      ]);
    }
    const verdicts: Verdict[] = companies.flatMap(({ name, budget }, place) =>
      kinds.map(({ kind, what }) => ({
        what: `${name} customers: ${what}, to the charts in the window`,
        measured: median((all[place]?.chosen[kind] ?? []).map((one) => one.seen)),
        budget,
        show: milliseconds,
        isBinding: false,
      })),
    );
    return { tables: [paintTable(all), pageTable(all), engineTable(engine)], verdicts };
  },
};

function engineTable(all: readonly (readonly [Company, EngineTook])[]): Table {
  const steps = all[0]?.[1].steps.map(([step]) => step) ?? [];
  return {
    head: [
      "engine in Node, median",
      ...all.map(([{ name }, { rows }]) => `${name}; ${count(rows)} movements`),
    ],
    rows: steps.map((step) => [
      step,
      ...all.map(([, took]) => milliseconds(took.steps.find(([name]) => name === step)?.[1] ?? 0)),
    ]),
  };
}
