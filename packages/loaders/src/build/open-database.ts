import { availableParallelism } from "node:os";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";

/** How much memory a build may use; more spills to a temporary folder. */
const memoryLimit = "3GB";

/**
 * Runs `work` on a fresh database in memory, and closes it whatever happens. It asks for no extension and no network.
 */
export async function withDatabase<T>(
  spillFolder: string,
  work: (connection: DuckDBConnection) => Promise<T>,
): Promise<T> {
  const instance = await DuckDBInstance.create(":memory:", {
    threads: String(Math.max(1, availableParallelism())),
    memory_limit: memoryLimit,
    temp_directory: spillFolder,
    autoinstall_known_extensions: "false",
    autoload_known_extensions: "false",
  });
  try {
    const connection = await instance.connect();
    try {
      return await work(connection);
    } finally {
      connection.closeSync();
    }
  } finally {
    instance.closeSync();
  }
}
