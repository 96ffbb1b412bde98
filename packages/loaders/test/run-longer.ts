import { parseArgs } from "node:util";
import { batchOf } from "./random-batches.ts";
import { describeDisagreement, smallestDisagreement } from "./smallest-disagreement.ts";
import { compareWithSql } from "./sql-ledger.ts";

/*
 * More random companies than a test has time for: npx tsx packages/loaders/test/run-longer.ts --companies 50000 --seed 7
 * A disagreement of the oracle and the SQL is made small and printed, and the run goes on; it then ends with exit code 1.
 */

const { values } = parseArgs({
  options: {
    companies: { type: "string", default: "10000" },
    seed: { type: "string", default: "1" },
    kind: { type: "string", default: "complete" },
    batch: { type: "string", default: "500" },
  },
});
const kind = values.kind === "plain" ? "plain" : "complete";
const [companies, seed, size] = [Number(values.companies), Number(values.seed), Number(values.batch)];
const batches = Math.ceil(companies / size);
let disagreeing = 0;
for (let at = 0; at < batches; at += 1) {
  const input = batchOf(kind, seed, at, size);
  const found = await compareWithSql(input);
  const { as_of, netting, late_renewal_grace_days } = input.company;
  const rows = found.reduce(
    (sum, { onlyFirst, onlySecond }) => sum + onlyFirst.length + onlySecond.length,
    0,
  );
  console.log(
    `batch ${at + 1} of ${batches}: ${input.lines.length} lines, as_of ${as_of}, grace ${late_renewal_grace_days}, netting ${netting}: ${rows === 0 ? "agree" : `${rows} rows differ`}`,
  );
  if (found.length === 0) continue;
  disagreeing += 1;
  const smallest = await smallestDisagreement(input, compareWithSql);
  console.log(describeDisagreement(smallest, await compareWithSql(smallest)));
}
console.log(`${batches * size} companies: ${disagreeing} of ${batches} batches disagree`);
process.exitCode = disagreeing > 0 ? 1 : 0;
