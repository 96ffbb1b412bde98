import type { DuckDBConnection } from "@duckdb/node-api";

/** The schema of what is made anew, before it takes its place. */
const changing = "changing";

/**
 * Makes tables anew beside those that stand: `run` finds the old ones and writes its own into a schema of its own; `replace`
 * then puts them in place, whole or not at all. Whatever fails, every table is as it was.
 *
 * @param replace told how to name a new table; the old one is `main.<name>`
 * @returns what `run` gave
 */
export async function runBeside<Result>(
  connection: DuckDBConnection,
  {
    run,
    replace,
  }: { run: () => Promise<Result>; replace: (made: (name: string) => string) => Promise<void> },
): Promise<Result> {
  await connection.run(`create schema if not exists ${changing}`);
  try {
    await connection.run(`set search_path = '${changing},main'`);
    const result = await run();
    await connection.run("begin");
    try {
      await replace((name) => `${changing}.${name}`);
      await connection.run("commit");
    } catch (error) {
      await connection.run("rollback");
      throw error;
    }
    return result;
  } finally {
    await connection.run("set search_path = 'main'");
    await connection.run(`drop schema if exists ${changing} cascade`);
  }
}
