import type { Model } from "./model.ts";

/** What stands beside the ledger: the people behind customers, what they say and do, how well they are, who needs attention. */
const besideLedger: ReadonlySet<Model["layer"]> = new Set(["health", "inputs", "service", "lists"]);

/**
 * The models the ledger is made of: without those that stand beside it, and without what reads from them.
 *
 * @example ledgerModels(models).some(({ name }) => name.startsWith("nps__")) // false
 */
export function ledgerModels(models: readonly Model[]): Model[] {
  const left = new Set(models.filter(({ layer }) => besideLedger.has(layer)).map(({ name }) => name));
  for (let size = -1; size !== left.size; ) {
    size = left.size;
    for (const { name, reads } of models) if (reads.some((read) => left.has(read))) left.add(name);
  }
  return models.filter(({ name }) => !left.has(name));
}
