import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { generateExports } from "@tideline/wingtip";
import { Command, InvalidArgumentError } from "commander";
import { startDev } from "./dev/start-dev.ts";
import { sample } from "./report-company.ts";

interface Options {
  port?: number;
  host: string;
}

function parsePort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new InvalidArgumentError("a port is a whole number from 1 to 65535.");
}

const program = new Command("npm run dev --")
  .description("preview a company's site and keep it as new as its exports, SQL, cuts, code and pages")
  .argument("[company]", "the folder that holds company.json (default: the sample company)")
  .option("--port <number>", "port to listen on (default: 3000 or the next free one)", parsePort)
  .option("--host <name>", "address to listen on", "127.0.0.1")
  .action(async (given: string | undefined, { port, host }: Options) => {
    const company = resolve(given ?? sample);
    if (!existsSync(company)) {
      throw new Error(`npm run dev: no such folder, got ${company}; name the folder that holds company.json`);
    }
    if (company === sample) await generateExports(join(sample, "exports"));
    const stop = await startDev({
      company,
      host,
      port,
      say: (text) => process.stdout.write(`${text}\n`),
      complain: (text) => process.stderr.write(`${text}\n`),
    });
    let isStopping = false;
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, () => {
        if (isStopping) return;
        isStopping = true;
        void stop().then(() => process.exit(0));
      });
    }
  });

try {
  await program.parseAsync();
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`);
  process.exitCode = 1;
}
