import type { Model } from "./model.ts";

/** What stands beside the ledger: the people behind customers, what they say and do, how well they are, who needs attention. */
const besideLedger: ReadonlySet<Model["layer"]> = new Set(["health", "inputs", "service", "lists"]);

/** Tables the files of a folder make together; the files themselves are no tables, so their names may be a model's too. */
const madeTogether = ["health_input_rows", "list_rows", "list_exports"];

/**
 * The models the ledger is made of: without those that stand beside it, and without what reads from them.
 *
 * @example ledgerModels(models).some(({ name }) => name.startsWith("nps__")) // false
 */
export function ledgerModels(models: readonly Model[]): Model[] {
  const tables = models.filter(({ layer }) => layer === "health" || layer === "service");
  const left = new Set([...madeTogether, ...tables.map(({ name }) => name)]);
  for (let size = -1; size !== left.size; ) {
    size = left.size;
    for (const { name, reads, layer } of models)
      if (!besideLedger.has(layer) && reads.some((read) => left.has(read))) left.add(name);
  }
  return models.filter(({ name, layer }) => !besideLedger.has(layer) && !left.has(name));
}
