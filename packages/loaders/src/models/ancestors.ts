import { madeTogether } from "./all-tables.ts";
import type { Model } from "./model.ts";

const noTables: ReadonlySet<Model["layer"]> = new Set([...Object.values(madeTogether), "checks"]);

/**
 * Which models are tables made of, themselves included? Of a table that files make together (the rows of cuts), every
 * one of them; the checks are no part. In the order given; names of no model are passed over.
 *
 * @example ancestors(models, ["movements"]).some(({ name }) => name === "customer_balances") // true
 */
export function ancestors(models: readonly Model[], names: readonly string[]): Model[] {
  const byName = new Map(
    models.filter(({ layer }) => !noTables.has(layer)).map((model) => [model.name, model]),
  );
  const found = new Set<Model>();
  const visit = (name: string): void => {
    const table = byName.get(name);
    const parts = models.filter(({ layer }) => layer === madeTogether[name]);
    for (const model of table ? [table] : parts) {
      if (found.has(model)) continue;
      found.add(model);
      for (const read of model.reads) visit(read);
    }
  };
  for (const name of names) visit(name);
  return models.filter((model) => found.has(model));
}
