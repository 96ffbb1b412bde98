import { availableParallelism } from "node:os";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";

/**
 * How much memory DuckDB may use, TIDELINE_MEMORY where it is set; more spills to a temporary folder. The process holds a
 * gigabyte beside it, of four in all.
 */
function memoryLimit(): string {
  const given = process.env.TIDELINE_MEMORY;
  if (!given) return "2700MB";
  if (/^[1-9]\d*(\.\d+)? ?[MG]i?B$/i.test(given)) return given;
  throw new Error(
    `TIDELINE_MEMORY: how much memory DuckDB may use, such as 6GB or 900MB, got "${given}"; correct it, or leave it out for 2700MB`,
  );
}

/**
 * Of an error by which DuckDB tells that its memory is not enough, one that names the model, or else the step, and says how
 * it is given more; others as they are.
 */
export function withMemoryAdvice(error: unknown, step?: string): unknown {
  const text = error instanceof Error ? error.message : String(error);
  if (text.includes("TIDELINE_MEMORY")) return error;
  const told = /Out of Memory Error: [^\n"]*/i.exec(text)?.[0];
  if (told === undefined) return error;
  const place = /^(\S+\.sql): /.exec(text)?.[1] ?? step;
  return new Error(
    `${place ? `${place}: ` : ""}DuckDB may use ${memoryLimit()} of memory and what it needs here cannot wait on disk, got "${told}"; give it more, such as TIDELINE_MEMORY=6GB`,
    { cause: error },
  );
}

/** Waits for a step of a build: where its memory is not enough, the error names it. */
export async function during<T>(step: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw withMemoryAdvice(error, step);
  }
}

/** A database in memory that is open until it is closed. */
export interface OpenDatabase {
  readonly connection: DuckDBConnection;
  readonly close: () => void;
}

/** Opens a fresh database in memory. It asks for no extension and no network. */
export async function openDatabase(spillFolder: string): Promise<OpenDatabase> {
  const instance = await DuckDBInstance.create(":memory:", {
    threads: String(Math.max(1, availableParallelism())),
    memory_limit: memoryLimit(),
    temp_directory: spillFolder,
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  const connection = await instance.connect().catch((error: unknown) => {
    instance.closeSync();
    throw error;
  });
  return {
    connection,
    close: () => {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Runs `work` on a fresh database in memory, and closes it whatever happens. What it throws says how to give it more memory. */
export async function withDatabase<T>(
  spillFolder: string,
  work: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const { connection, close } = await openDatabase(spillFolder);
  try {
    return await work(connection);
  } catch (error) {
    throw withMemoryAdvice(error);
  } finally {
    close();
  }
}
