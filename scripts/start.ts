import { serve } from "@tideline/site/serve";
import { Command } from "commander";
import { BuildFailed, reportCompany, sample } from "./report-company.ts";
import { reportText } from "./report-text.ts";

const program = new Command("npm start --")
  .description("build a company's site and serve it")
  .argument("[company]", "the folder that holds company.json (default: the sample company)")
  .option(
    "--port <number>",
    "port to serve on, or the next free one",
    (text) => Number.parseInt(text, 10),
    3000,
  )
  .option("--host <name>", "address to listen on", "127.0.0.1")
  .action(async (company: string | undefined, options: { port: number; host: string }) => {
    const report = await reportCompany(company ?? sample);
    const served = await serve({ dir: report.site, port: options.port, host: options.host });
    process.stdout.write(`${await reportText(report)}\n\n  ${served.url}\n\n  Ctrl+C stops the server\n`);
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => served.close().then(() => process.exit(0)));
    }
  });

try {
  await program.parseAsync();
} catch (error) {
  if (!(error instanceof BuildFailed))
    process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
