import type { DuckDBConnection } from "@duckdb/node-api";

/** What a header line `-- check: …` asks of the built table. */
export type ModelCheck =
  | { readonly claim: "unique"; readonly columns: readonly string[] }
  | { readonly claim: "not_null"; readonly columns: readonly string[] }
  | { readonly claim: "accepted"; readonly column: string; readonly values: readonly string[] }
  | { readonly claim: "assert"; readonly condition: string };

/** A SQL file of the loaders: one statement, one grain, with the header that documents it. */
export interface Model {
  /** File name without `.sql`, and the name of the table it makes. */
  readonly name: string;
  /** Folder under `sql/`, or `cuts`, or `lists`, or `inputs`: those of the health score, in the folder `health`. */
  readonly layer:
    | "staging"
    | "ledger"
    | "health"
    | "service"
    | "marts"
    | "checks"
    | "cuts"
    | "lists"
    | "inputs";
  readonly file: string;
  readonly sql: string;
  /** First sentence or sentences of the header. */
  readonly about: string;
  readonly grain: readonly string[];
  /** Documented columns in order, with what the header says of each. */
  readonly columns: ReadonlyMap<string, string>;
  readonly checks: readonly ModelCheck[];
  /** Further `-- key: value` lines, such as a cut's title and question. */
  readonly notes: ReadonlyMap<string, string>;
  /** Tables it reads, found by DuckDB's own parser. */
  readonly reads: readonly string[];
  /** A cut that is not SQL puts its rows where `sql` finds them. */
  readonly prepare?: (connection: DuckDBConnection) => Promise<void>;
  /** Why a cut's file is none: told with what is wrong in the others, once they have run. */
  readonly fault?: Error;
}
