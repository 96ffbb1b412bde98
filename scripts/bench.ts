import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { Command, InvalidArgumentError, Option } from "commander";
import { machineTable } from "./bench/machine.ts";
import { openBench } from "./bench/open-bench.ts";
import { isOver, type Part, type Verdict, verdictTable } from "./bench/part.ts";
import { parts } from "./bench/parts.ts";
import { type Table, tableText } from "./bench/table.ts";
import { writeBlocks } from "./bench/write-blocks.ts";
import { repository } from "./report-company.ts";

const ids = parts.map(({ id }) => id).join(", ");
const page = join(repository, "docs", "performance.md");

interface Options {
  readonly quick?: true;
  readonly write?: true;
  readonly only?: readonly Part[];
}

function addPart(id: string, chosen: readonly Part[] = []): readonly Part[] {
  const part = parts.find((one) => one.id === id);
  if (!part) throw new InvalidArgumentError(`there are ${ids}.`);
  return [...chosen, part];
}

/** Measures, prints, writes; gives what is over a budget that binds. */
async function run({ quick, write, only = parts }: Options): Promise<Verdict[]> {
  const bench = await openBench({ isQuick: quick === true });
  const blocks: Record<string, string> = {};
  const all: Verdict[] = [];
  const print = (id: string, tables: readonly Table[]) => {
    blocks[id] = tables.map(tableText).join("\n\n");
    process.stdout.write(`\n${blocks[id]}\n\n`);
  };
  try {
    for (const part of only) {
      const { tables, verdicts } = await part.run(bench);
      all.push(...verdicts);
      print(part.id, verdicts.length > 0 ? [...tables, verdictTable(verdicts)] : tables);
    }
    print("machine", [await machineTable(bench)]);
  } finally {
    await bench.close();
  }
  if (write) {
    await writeFile(page, writeBlocks(await readFile(page, "utf8"), blocks));
    process.stdout.write(`written to ${page}\n`);
  }
  return all.filter((verdict) => isOver(verdict) && verdict.isBinding);
}

const program = new Command("npm run bench --")
  .description(
    "measure builds, pages and the engine, against the budgets; fails where a size of the sample is over",
  )
  .addOption(new Option("--quick", "smaller companies and fewer runs").conflicts("write"))
  .option("--write", "put the tables into docs/performance.md")
  .addOption(
    new Option("--only <part>", `one part, or several by repeating it: ${ids}`)
      .argParser(addPart)
      .conflicts("write"),
  )
  .action(async (options: Options) => {
    const over = await run(options);
    for (const { what, measured, budget, show } of over) {
      process.stderr.write(
        `npm run bench: ${what}: expected at most ${show(budget)}, got ${show(measured)}\n`,
      );
    }
    if (over.length > 0) process.exitCode = 1;
  });

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
