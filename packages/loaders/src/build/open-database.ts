import { availableParallelism } from "node:os";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";

/** How much memory DuckDB may use; more spills to a temporary folder. The process holds a gigabyte beside it, of four in all. */
const memoryLimit = "2700MB";

/** A database in memory that is open until it is closed. */
export interface OpenDatabase {
  readonly connection: DuckDBConnection;
  readonly close: () => void;
}

/** Opens a fresh database in memory. It asks for no extension and no network. */
export async function openDatabase(spillFolder: string): Promise<OpenDatabase> {
  const instance = await DuckDBInstance.create(":memory:", {
    threads: String(Math.max(1, availableParallelism())),
    memory_limit: memoryLimit,
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

/** Runs `work` on a fresh database in memory, and closes it whatever happens. */
export async function withDatabase<T>(
  spillFolder: string,
  work: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const { connection, close } = await openDatabase(spillFolder);
  try {
    return await work(connection);
  } finally {
    close();
  }
}
