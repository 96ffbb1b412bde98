import { serve } from "@tideline/site/serve";
import { Command, InvalidArgumentError } from "commander";
import { endWell } from "./end-well.ts";
import { reportCompany, sample } from "./report-company.ts";
import { reportText } from "./report-text.ts";

function parsePort(text: string): number {
  const port = Number(text);
  if (text !== "" && Number.isInteger(port) && port >= 0 && port < 65_536) return port;
  throw new InvalidArgumentError("a port is a whole number from 0 (any) to 65535.");
}

const program = new Command("npm start --")
  .description("build a company's site and serve it")
  .argument("[company]", "the folder that holds company.json (default: the sample company)")
  .option("--port <number>", "port to serve on, or the next free one", parsePort, 3000)
  .option("--host <name>", "address to listen on", "127.0.0.1")
  .action(async (company: string | undefined, options: { port: number; host: string }) => {
    const report = await reportCompany(company ?? sample);
    const served = await serve({ dir: report.site, port: options.port, host: options.host });
    process.stdout.write(`${await reportText(report)}\n\n  ${served.url}\n\n  Ctrl+C stops the server\n`);
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      process.once(signal, () => served.close().then(() => process.exit(0)));
    }
  });

await endWell(program.parseAsync());
