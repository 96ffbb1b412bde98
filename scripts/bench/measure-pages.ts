import { siteGroups } from "../../apps/site/tools/site-pages.ts";
import { openTab, settle } from "./bench-pages.ts";
import type { Bench, Found, Part, Verdict } from "./part.ts";
import { count, kilobytes } from "./table.ts";

interface Sent {
  readonly file: string;
  /** Bytes of the body as it travels: gzip where the server packs it. */
  readonly bytes: number;
}

interface Weighed {
  readonly page: string;
  /** Asked for before the ledger: what the first view takes. */
  readonly first: readonly Sent[];
  readonly later: readonly Sent[];
  readonly foreign: number;
}

/** Every page of the sidebar. */
const allPages = siteGroups.flatMap(({ pages }) => pages.map(({ path }) => `${path.slice(1)}.html`));

const isLedger = (file: string) => file.includes("ledger-");
const total = (sent: readonly Sent[]) => sent.reduce((sum, { bytes }) => sum + bytes, 0);

async function weigh(bench: Bench, page: string): Promise<Weighed> {
  const { url } = await bench.site("sample");
  const { page: tab, close } = await openTab(bench);
  try {
    const asked: string[] = [];
    const bytes = new Map<string, number>();
    tab.on("request", (request) => {
      if (!/^(data|blob):/.test(request.url())) asked.push(request.url());
    });
    tab.on("response", (response) => {
      bytes.set(response.url(), Number(response.headers()["content-length"] ?? 0));
    });
    await tab.goto(url + page);
    await settle(tab);
    const sent = asked.map((address) => ({
      file: address.startsWith(url) ? address.slice(url.length) : address,
      bytes: bytes.get(address) ?? 0,
    }));
    const ledgerAt = sent.findIndex(({ file }) => isLedger(file));
    const split = ledgerAt < 0 ? sent.length : ledgerAt;
    return {
      page,
      first: sent.slice(0, split),
      later: sent.slice(split),
      foreign: asked.filter((address) => !address.startsWith(url)).length,
    };
  } finally {
    await close();
  }
}

/** Sizes do not depend on the machine, so they bind. */
const size = { isBinding: true, show: kilobytes } as const;

function verdictsOf(all: readonly Weighed[]): Verdict[] {
  const heaviest = Math.max(...all.map(({ first }) => total(first)));
  const most = Math.max(...all.map(({ first }) => first.length));
  const largest = (name: string, pattern: RegExp) => {
    const sent = all.flatMap(({ first, later }) => [...first, ...later]);
    const found = sent.filter(({ file }) => pattern.test(file));
    if (found.length === 0) {
      throw new Error(`npm run bench: no page asked for ${name}, got no request; mend measure-pages.ts`);
    }
    return Math.max(...found.map(({ bytes }) => bytes));
  };
  return [
    { what: "first view of the heaviest page, gzip", measured: heaviest, budget: 170_000, ...size },
    { what: "requests of a first view", measured: most, budget: 10, isBinding: true, show: count },
    {
      what: "requests to another origin",
      measured: all.reduce((sum, { foreign }) => sum + foreign, 0),
      budget: 0,
      isBinding: true,
      show: count,
    },
    {
      what: "charts module, gzip",
      measured: largest("the charts module", /\/charts\.[0-9a-f]+\.js$/),
      budget: 95_000,
      ...size,
    },
    {
      what: "movement ledger of the sample, gzip",
      measured: largest("the ledger", /ledger-(live|committed)/),
      budget: 150_000,
      ...size,
    },
  ];
}

const nameOf = (file: string) => file.replace(/^.*\//, "").replace(/\.[0-9a-f]{8}(?=\.)/, "") || "index.html";

/** What each page of the sample's site weighs, as a browser with an empty cache gets it. */
export const pagesPart: Part = {
  id: "pages",
  run: async (bench): Promise<Found> => {
    const all: Weighed[] = [];
    for (const page of allPages) {
      bench.tell(`weighing ${page}`);
      all.push(await weigh(bench, page));
    }
    const [overview] = all;
    const after = ({ later }: Weighed) => later.filter(({ file }) => !isLedger(file));
    return {
      tables: [
        {
          head: [
            "page of the sample",
            "first view",
            "requests",
            "ledger",
            "after the ledger",
            "requests in all",
          ],
          rows: all.map((one) => [
            one.page,
            kilobytes(total(one.first)),
            count(one.first.length),
            kilobytes(total(one.later.filter(({ file }) => isLedger(file)))),
            kilobytes(total(after(one))),
            count(one.first.length + one.later.length),
          ]),
        },
        {
          head: ["of the first view of the overview", "gzip"],
          rows: [...(overview?.first ?? [])]
            .sort((a, b) => b.bytes - a.bytes)
            .map(({ file, bytes }) => [nameOf(file), kilobytes(bytes)]),
        },
      ],
      verdicts: verdictsOf(all),
    };
  },
};
