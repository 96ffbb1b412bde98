import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { pathToFileURL } from "node:url";
import type { DuckDBConnection } from "@duckdb/node-api";
import type { ColumnTable } from "arquero";
import * as arquero from "arquero";
import { z } from "zod";
import { fillTable } from "../models/fill-table.ts";
import type { Model } from "../models/model.ts";

/** A row of a cut: the label of a customer, from a month on, on a basis. */
export interface CutRow {
  readonly customer_id: string;
  readonly label: string | number | null;
  /** YYYY-MM-DD; empty is from the beginning. */
  readonly from_month?: string | null;
  /** Only where the label differs between the bases. */
  readonly basis?: "live" | "committed" | null;
}

/** A cut written in TypeScript: `export const cut: ScriptCut = { … }` in `cuts/<name>.ts`. */
export interface ScriptCut {
  readonly title: string;
  readonly question: string;
  /** Labels in their order. */
  readonly order?: readonly string[];
  /** Whether the board's pages offer it; default true. */
  readonly board?: boolean;
  /** How many labels it may have; default 50. */
  readonly most?: number | "any";
  /** Tables it is given, by name: dates are texts YYYY-MM-DD, amounts numbers in minor units. */
  readonly reads: readonly string[];
  /** The rows: an Arquero table or a list. `aq` is Arquero itself, so that a file anywhere can use it. */
  readonly rows: (
    tables: Readonly<Record<string, ColumnTable>>,
    aq: typeof arquero,
  ) => ColumnTable | Iterable<CutRow>;
}

const scriptCut = z.strictObject({
  title: z.string().min(1),
  question: z.string().min(1),
  order: z.array(z.string()).optional(),
  board: z.boolean().optional(),
  most: z.union([z.number().int().min(1), z.literal("any")]).optional(),
  reads: z.array(z.string()).min(1),
  rows: z.custom<ScriptCut["rows"]>((value) => typeof value === "function", "expected a function"),
});

const cutRow = z.strictObject({
  customer_id: z.string().min(1),
  label: z.union([z.string(), z.number(), z.null()]),
  from_month: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/, "expected a date YYYY-MM-DD")
    .nullish(),
  basis: z.enum(["live", "committed"]).nullish(),
});

/** A problem of zod as "label: expected …". */
function problemOf(error: z.ZodError): string {
  const issue = error.issues[0];
  return `${issue?.path.join(".") || "value"}: ${issue?.message.replace(/^Invalid input: /, "")}`;
}

/** The table its rows are put into before the cuts are read together. */
const tableOf = (name: string) => `cut_script_${name}`;

/** A table as Arquero takes it: dates as texts, whole numbers and decimals as numbers. */
async function readTable(connection: DuckDBConnection, table: string): Promise<ColumnTable> {
  const described = (await connection.runAndReadAll(`describe ${table}`)).getRowObjectsJson();
  const columns = described.map(({ column_name, column_type }) => {
    const type = String(column_type);
    const name = `"${column_name}"`;
    if (/^(BIGINT|HUGEINT|DECIMAL|UBIGINT)/.test(type)) return `cast(${name} as double) as ${name}`;
    if (/^(VARCHAR|INTEGER|SMALLINT|TINYINT|DOUBLE|BOOLEAN|FLOAT)/.test(type)) return name;
    return `cast(${name} as varchar) as ${name}`;
  });
  const reader = await connection.runAndReadAll(`select ${columns.join(", ")} from ${table}`);
  return arquero.table(reader.getColumnsObjectJson() as Record<string, unknown[]>);
}

async function runScript(connection: DuckDBConnection, file: string, cut: ScriptCut): Promise<CutRow[]> {
  const tables: Record<string, ColumnTable> = {};
  for (const name of cut.reads) {
    tables[name] = await readTable(connection, name).catch((cause: unknown) => {
      throw new Error(
        `${file}: there is no table "${name}"; docs/adding-a-cut.md lists those a cut may read`,
        {
          cause,
        },
      );
    });
  }
  let made: ReturnType<ScriptCut["rows"]>;
  try {
    made = cut.rows(tables, arquero);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    const line = cause instanceof Error ? lineIn(cause, file) : "";
    throw new Error(`${file}${line}: rows does not run, got "${message}"; correct it`, { cause });
  }
  const rows = made instanceof arquero.ColumnTable ? (made.objects() as Iterable<unknown>) : made;
  return [...rows].map((row, index) => {
    const result = cutRow.safeParse(row);
    if (result.success) return result.data as CutRow;
    throw new Error(
      `${file} row ${index + 1} ${problemOf(result.error)}, got ${JSON.stringify(row)}; ` +
        "give customer_id, label and where it changes from_month (YYYY-MM-DD) or basis",
    );
  });
}

/** " line 7" where the stack names the file, else nothing. */
function lineIn(error: Error, file: string): string {
  const name = file.split("/").at(-1) ?? file;
  const at = error.stack?.split("\n").find((line) => line.includes(`/cuts/${name}`));
  const line = at ? /:(\d+):\d+\)?$/.exec(at)?.[1] : undefined;
  return line ? ` line ${line}` : "";
}

/**
 * Reads a cut written in TypeScript: its head, and the function that fills its table before the cuts are put together.
 * The file is read anew whenever its text is another.
 *
 * @throws Error naming the file when it does not load, exports no `cut`, or one that is not whole
 */
export async function readScriptCut(path: string, options: { name: string; file: string }): Promise<Model> {
  const { name, file } = options;
  const text = await readFile(path);
  const version = createHash("sha256").update(text).digest("hex").slice(0, 12);
  let loaded: { cut?: unknown };
  try {
    loaded = (await import(/* @vite-ignore */ `${pathToFileURL(path).href}?version=${version}`)) as {
      cut?: unknown;
    };
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : String(cause);
    throw new Error(`${file}: the file does not load, got "${message}"; correct it`, { cause });
  }
  const result = scriptCut.safeParse(loaded.cut);
  if (!result.success) {
    const wrong =
      loaded.cut === undefined
        ? `there is no export named cut, got ${Object.keys(loaded).join(", ") || "none"}`
        : `the cut is not whole, got ${problemOf(result.error)}`;
    throw new Error(
      `${file}: ${wrong}; export const cut = { title, question, reads: ["customers"], rows: (tables, aq) => … }`,
    );
  }
  const cut = result.data as ScriptCut;
  const notes = new Map([
    ["title", cut.title],
    ["question", cut.question],
  ]);
  if (cut.order) notes.set("order", cut.order.join(", "));
  if (cut.board !== undefined) notes.set("board", cut.board ? "yes" : "no");
  if (cut.most !== undefined) notes.set("most", String(cut.most));
  const table = tableOf(name);
  return {
    name,
    layer: "cuts",
    file,
    // Another text is another statement: whoever holds a cut sees that it has changed.
    sql: `-- ${version}\nselect customer_id, from_month, label, basis from ${table}\n`,
    about: "",
    grain: [],
    columns: new Map(),
    checks: [],
    notes,
    reads: [...cut.reads].sort(),
    prepare: async (connection) => {
      const rows = await runScript(connection, file, cut);
      await connection.run(
        `create or replace temp table ${table} (customer_id varchar, from_month date, label varchar, basis varchar)`,
      );
      await fillTable(
        connection,
        table,
        rows.map((row) => ({ ...row, label: row.label === null ? null : String(row.label) })),
      );
    },
  };
}
