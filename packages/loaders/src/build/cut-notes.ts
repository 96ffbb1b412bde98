import type { DuckDBConnection } from "@duckdb/node-api";
import { type CutHeader, cutHeader } from "../cuts/cut-header.ts";
import type { Model } from "../models/model.ts";
import { queryRows } from "./mart-json.ts";

/** A cut as the pages know it. */
export interface CutNotes extends Omit<CutHeader, "most"> {
  readonly name: string;
  /** Customers of the ledger the cut says nothing of from the beginning. */
  readonly unassigned: number;
}

/** The cuts that say something of this company's customers, in the order of their titles. */
export async function cutNotes(connection: DuckDBConnection, models: readonly Model[]): Promise<CutNotes[]> {
  const present = await queryRows<{ cut: string; unassigned: number }>(
    connection,
    `select entry.cut, count(distinct known.customer_id) filter (
        where entry.label = 'unassigned' and entry.from_month is null
      ) as unassigned
      from ledger__cuts as entry
      left join (
        select customer_id from ledger__movements union select customer_id from ledger__openings
      ) as known on known.customer_id = entry.customer_id
      group by entry.cut`,
  );
  const unassigned = new Map(present.map((row) => [row.cut, row.unassigned]));
  return models
    .filter((model) => model.layer === "cuts" && unassigned.has(model.name))
    .map((model) => {
      const { most: _, ...header } = cutHeader(model);
      return { name: model.name, ...header, unassigned: unassigned.get(model.name) ?? 0 };
    })
    .sort((a, b) => (a.title < b.title ? -1 : 1));
}
