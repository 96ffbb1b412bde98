import type { DuckDBConnection } from "@duckdb/node-api";

/** From here on a statement that reads a file by a relative path, such as a cut's, finds it in this folder. */
export async function readFilesFrom(connection: DuckDBConnection, folder: string): Promise<void> {
  await connection.run(`set file_search_path = '${folder.replaceAll("'", "''")}'`);
}
