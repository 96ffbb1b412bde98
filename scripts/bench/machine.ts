import { execFileSync } from "node:child_process";
import { availableParallelism, cpus, totalmem } from "node:os";
import { DuckDBInstance } from "@duckdb/node-api";
import { repository } from "../report-company.ts";
import type { Bench } from "./part.ts";
import type { Table } from "./table.ts";

const commit = () => {
  try {
    return execFileSync("git", ["rev-parse", "--short", "HEAD"], {
      cwd: repository,
      encoding: "utf8",
    }).trim();
  } catch {
    return "not a git checkout";
  }
};

/** What the measurements were taken on. */
export async function machineTable(bench: Bench): Promise<Table> {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  const [row] = (await connection.runAndReadAll("select version()")).getRowsJson();
  connection.closeSync();
  instance.closeSync();
  return {
    head: ["machine", ""],
    textColumns: 2,
    rows: [
      ["processor", `${availableParallelism()} cores, ${cpus()[0]?.model.trim() ?? "unknown"}`],
      ["memory", `${(totalmem() / 2 ** 30).toFixed(0)} GiB`],
      ["system", `${process.platform} ${process.arch}`],
      ["Node", process.version],
      ["DuckDB", String(row?.[0])],
      ["Chromium", (await bench.browser()).version()],
      ["commit", commit()],
    ],
  };
}
