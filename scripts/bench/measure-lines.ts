import { rm, stat } from "node:fs/promises";
import { join } from "node:path";
import type { BarestTook } from "./barest-child.ts";
import type { BuildTook } from "./build-child.ts";
import type { Bench, Found, Part, Verdict } from "./part.ts";
import { runChild } from "./run-child.ts";
import type { ScanTook } from "./scan-child.ts";
import { count, median, megabytes, seconds, share, type Table } from "./table.ts";
import { writeLines } from "./write-lines.ts";

interface Measured {
  readonly lines: number;
  readonly usageRows: number;
  readonly bytes: number;
  /** Milliseconds of a typed scan, and of processor time it used. */
  readonly scan: number;
  readonly scanCpu: number;
  readonly build: BuildTook;
  readonly barest: BarestTook;
}

const child = (name: string) => join(import.meta.dirname, name);

/** The run in the middle of some, by its wall time. */
function middle(runs: readonly BuildTook[]): BuildTook {
  const sorted = [...runs].sort((a, b) => a.wall - b.wall);
  return sorted[Math.floor(sorted.length / 2)] as BuildTook;
}

async function measure(bench: Bench, lines: number, usageRows = 0): Promise<Measured> {
  const folder = join(bench.folder, `lines-${lines}-${usageRows}`);
  const what = `${count(lines)} contract lines${usageRows > 0 ? ` with ${count(usageRows)} usage rows` : ""}`;
  bench.tell(`${what}: writing them`);
  await writeLines(folder, lines, { usageRows });
  const names = ["contract_lines.csv", "customers.csv", ...(usageRows > 0 ? ["usage.csv"] : [])];
  const files = names.map((name) => join(folder, "exports", name));
  const sizes = await Promise.all(files.map(async (file) => (await stat(file)).size));
  bench.tell(`${what}: scanning them`);
  const { walls, cpus } = await runChild<ScanTook>(child("scan-child.ts"), [folder, "3"]);
  const barest = await runChild<BarestTook>(child("barest-child.ts"), [folder]);
  const runs: BuildTook[] = [];
  for (let run = 0; run < (lines > 100_000 ? 1 : 3); run += 1) {
    bench.tell(`${what}: building them`);
    runs.push(await runChild<BuildTook>(child("build-child.ts"), [folder, join(folder, "build")]));
  }
  await rm(folder, { recursive: true, force: true });
  return {
    lines,
    usageRows,
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    scan: median(walls),
    scanCpu: median(cpus),
    build: middle(runs),
    barest,
  };
}

/** What the same files take when nothing but a waterfall is made of them: no ratio of a build can be below. */
function barestTable({ lines, scan, scanCpu, barest, build }: Measured): Table {
  const row = (what: string, { wall, cpu }: { wall: number; cpu: number }) => [
    what,
    seconds(wall),
    `${(wall / scan).toFixed(1)}x`,
    seconds(cpu),
    `${(cpu / scanCpu).toFixed(1)}x`,
  ];
  return {
    head: [`of ${count(lines)} lines`, "wall", "over the scan", "processor", "processor over the scan's"],
    rows: [
      row("the barest waterfall, live", barest.live),
      row("the barest waterfall, both bases", barest.both),
      row("exports to marts", build),
    ],
  };
}

function sizesTable(all: readonly Measured[]): Table {
  return {
    head: [
      "contract lines",
      "usage rows",
      "files",
      "typed scan",
      "exports to marts",
      "ratio",
      "µs a line",
      "time against the row above",
      "processor",
      "processor over the scan's",
      "peak memory",
    ],
    rows: all.map(({ lines, usageRows, bytes, scan, scanCpu, build }, place) => {
      const before = usageRows > 0 ? undefined : all[place - 1];
      const growth = before
        ? `x ${(build.wall / before.build.wall).toFixed(1)} for x ${(lines / before.lines).toFixed(0)} lines`
        : "";
      return [
        count(lines),
        count(usageRows),
        megabytes(bytes),
        seconds(scan),
        seconds(build.wall),
        `${(build.wall / scan).toFixed(1)}x`,
        ((build.wall / lines) * 1000).toFixed(1),
        growth,
        seconds(build.cpu),
        `${(build.cpu / scanCpu).toFixed(1)}x`,
        megabytes(build.peak),
      ];
    }),
    textColumns: 0,
  };
}

/** The steps that took longest, and the others as one. */
function stepsTable({ lines, build, scan }: Measured, shown = 15): Table {
  const sorted = [...build.steps].sort((a, b) => b[1] - a[1]);
  const sum = (steps: BuildTook["steps"]) =>
    [1, 2].map((place) => steps.reduce((total, step) => total + Number(step[place]), 0));
  const row = (name: string, [wall = 0, cpu = 0]: readonly number[]) => [
    name,
    seconds(wall),
    share(wall / build.wall),
    `${(wall / scan).toFixed(1)}x`,
    seconds(cpu),
  ];
  const [wall = 0, cpu = 0] = sum(build.steps);
  return {
    head: [`step of ${count(lines)} lines`, "wall", "share", "over the scan", "processor"],
    rows: [
      ...sorted.slice(0, shown).map(([name, ...took]) => row(name, took)),
      row(`${Math.max(0, sorted.length - shown)} other steps`, sum(sorted.slice(shown))),
      row("opening and publishing", [Math.max(0, build.wall - wall), Math.max(0, build.cpu - cpu)]),
    ],
  };
}

/** What a company's build may take over the typed scan of its files: usage is read and rolled up, nothing more. */
const budgetOf = ({ usageRows }: Measured): number => (usageRows > 0 ? 8 : 15);

function verdictsOf(all: readonly Measured[]): Verdict[] {
  const time = { isBinding: false, show: (value: number) => `${value.toFixed(1)}x` };
  const large = all.filter(({ lines }) => lines >= 5_000_000);
  return large.flatMap((one) => {
    const { lines, usageRows, scan, build } = one;
    const what = `${count(lines)} lines${usageRows > 0 ? `, ${count(usageRows)} usage rows` : ""}`;
    const before = all.find((other) => usageRows === 0 && other.lines * 10 === lines);
    return [
      {
        what: `exports to marts over typed scan, ${what}`,
        measured: build.wall / scan,
        budget: budgetOf(one),
        ...time,
      },
      ...(before
        ? [
            {
              what: `growth for ten times the lines, to ${count(lines)}`,
              measured: build.wall / before.build.wall,
              budget: 12,
              ...time,
            },
          ]
        : []),
      {
        what: `peak memory, ${what}`,
        measured: build.peak,
        budget: 4e9,
        show: megabytes,
        isBinding: false,
      },
    ];
  });
}

/** Exports to marts at three sizes, the largest with usage too, against DuckDB's typed scan of the same files in the same run. */
export const linesPart: Part = {
  id: "lines",
  run: async (bench): Promise<Found> => {
    const all: Measured[] = [];
    for (const lines of bench.isQuick ? [50_000, 500_000] : [50_000, 500_000, 5_000_000]) {
      all.push(await measure(bench, lines));
    }
    const largest = all.at(-1);
    if (!bench.isQuick) all.push(await measure(bench, 5_000_000, 20_000_000));
    return {
      tables: [sizesTable(all), ...(largest ? [barestTable(largest), stepsTable(largest)] : [])],
      verdicts: verdictsOf(all),
    };
  },
};
