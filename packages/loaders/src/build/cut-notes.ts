import type { DuckDBConnection } from "@duckdb/node-api";
import { type CutHeader, cutHeader } from "../cuts/cut-header.ts";
import type { Model } from "../models/model.ts";
import { queryRows } from "./mart-json.ts";

/** A cut as the pages know it. */
export interface CutNotes extends Omit<CutHeader, "most"> {
  readonly name: string;
  /** Customers of the ledger the cut never says anything of. */
  readonly unassigned: number;
}

/** The cuts that say something of this company's customers, in the order of their titles. */
export async function cutNotes(connection: DuckDBConnection, models: readonly Model[]): Promise<CutNotes[]> {
  const present = await queryRows<{ cut: string; unassigned: number }>(
    connection,
    `with silent as (
        select cut, customer_id from ledger__cuts where label = 'unassigned' and from_month is null
      ),
      later as (
        select cut, customer_id from ledger__cuts
        where label <> 'unassigned' and (from_month is not null or basis is not null)
      ),
      never as (
        select distinct cut, customer_id from silent
        anti join later using (cut, customer_id)
        semi join (
          select customer_id from ledger__movements union all select customer_id from ledger__openings
        ) as known using (customer_id)
      )
      select each.cut, count(never.customer_id) as unassigned
      from (select distinct cut from ledger__cuts) as each
      left join never using (cut)
      group by each.cut`,
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
