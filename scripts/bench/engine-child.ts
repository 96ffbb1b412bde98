import { readFileSync } from "node:fs";
import {
  balances,
  cohorts,
  customersBehind,
  FILTERED,
  filteredLedger,
  INSIDE,
  type LedgerFile,
  openLedger,
  retention,
  retentionByCut,
  waterfall,
  waterfallByCut,
} from "@tideline/metrics";
import { median } from "./table.ts";

/** What the engine's functions take on one ledger, in milliseconds. */
export interface EngineTook {
  readonly rows: number;
  readonly steps: readonly (readonly [string, number])[];
}

function time(work: () => unknown, runs = 9): number {
  const walls: number[] = [];
  for (let run = 0; run < runs; run += 1) {
    const started = performance.now();
    work();
    walls.push(performance.now() - started);
  }
  return median(walls);
}

const text = readFileSync(process.argv[2] ?? "", "utf8");
const file = JSON.parse(text) as LedgerFile;
const ledger = openLedger(file);
/** The ledger as if just opened: what the engine keeps of one, it keeps by these objects. */
const opened = () => ({
  ...ledger,
  movements: { ...ledger.movements },
  states: { ...ledger.states },
  cuts: ledger.cuts.map((one) => ({ ...one })),
});
const cut = file.cuts.find(({ name }) => name === "industry") ?? file.cuts[0];
if (!cut) throw new Error("engine-child: expected a ledger with cuts, got none; build another company");
const [label = ""] = cut.labels;
const last = file.months - 1;
const took: EngineTook = {
  rows: file.movements.month.length,
  steps: [
    ["JSON.parse of the ledger", time(() => JSON.parse(text), 3)],
    ["openLedger", time(() => openLedger(file), 3)],
    ["waterfall of all customers", time(() => waterfall(opened()))],
    [`waterfall of one ${cut.name}`, time(() => waterfall(opened(), { cut: cut.name, label }))],
    [`waterfallByCut, ${cut.labels.length} labels`, time(() => waterfallByCut(opened(), cut.name))],
    ["retention over 12 months", time(() => retention(opened(), { horizonMonths: 12 }))],
    [
      `retentionByCut over 12 months, ${cut.labels.length} labels`,
      time(() => retentionByCut(opened(), cut.name, 12)),
    ],
    ["cohorts by start month", time(() => cohorts(opened(), { by: "month" }))],
    [`cohorts by ${cut.name}`, time(() => cohorts(opened(), { by: { cut: cut.name } }))],
    [
      `waterfall of a filter by one ${cut.name}`,
      time(() =>
        waterfall(filteredLedger(opened(), { only: [{ cut: cut.name, labels: [label] }], cuts: [] }), {
          cut: FILTERED,
          label: INSIDE,
        }),
      ),
    ],
    ["balances of the last month", time(() => balances(opened(), last))],
    [
      "customersBehind a quarter",
      time(() => customersBehind(opened(), { fromMonth: last - 2, toMonth: last })),
    ],
  ],
};
process.stdout.write(`${JSON.stringify(took)}\n`);
