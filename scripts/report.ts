import { Command } from "commander";
import { endWell } from "./end-well.ts";
import { reportCompany, sample } from "./report-company.ts";
import { reportText } from "./report-text.ts";

const program = new Command("npm run report --")
  .description("build a company's marts and site")
  .argument("[company]", "the folder that holds company.json (default: the sample company)")
  .option("--out <folder>", "where to write (default: <company>/build)")
  .action(async (company: string | undefined, options: { out?: string }) => {
    const report = await reportCompany(company ?? sample, options.out);
    process.stdout.write(`${await reportText(report)}\n`);
  });

await endWell(program.parseAsync());
