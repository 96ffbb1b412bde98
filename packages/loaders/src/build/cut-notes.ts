import type { DuckDBConnection } from "@duckdb/node-api";
import type { Model } from "../models/model.ts";
import { queryRows } from "./mart-json.ts";

/** A cut as the pages know it. */
export interface CutNotes {
  readonly name: string;
  readonly title: string;
  readonly question: string;
  /** The order of labels the cut's header declares; empty is alphabetical. */
  readonly order: readonly string[];
}

/** The cuts that say something of this company's customers, in the order of their titles. */
export async function cutNotes(connection: DuckDBConnection, models: readonly Model[]): Promise<CutNotes[]> {
  const present = await queryRows<{ cut: string }>(connection, "select distinct cut from ledger__cuts");
  const names = new Set(present.map((row) => row.cut));
  return models
    .filter((model) => model.layer === "cuts" && names.has(model.name))
    .map((model) => ({
      name: model.name,
      title: model.notes.get("title") ?? model.name,
      question: model.notes.get("question") ?? "",
      order:
        model.notes
          .get("order")
          ?.split(",")
          .map((label) => label.trim()) ?? [],
    }))
    .sort((a, b) => (a.title < b.title ? -1 : 1));
}
