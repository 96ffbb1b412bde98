import { cutRows } from "./cut-rows.ts";
import { inputRows } from "./input-rows.ts";
import { listExports, listRows } from "./list-rows.ts";
import type { Model } from "./model.ts";

/** Tables that the files of a folder make together; the files themselves are no tables, so their names may be a model's too. */
export const madeTogether: Readonly<Record<string, Model["layer"]>> = {
  cut_rows: "cuts",
  health_input_rows: "inputs",
  list_rows: "lists",
  list_exports: "lists",
};

const isTable = ({ layer }: Model): boolean => !Object.values(madeTogether).includes(layer);

/** The rows of cuts are held to the customers there are. */
const isCustomers = ({ name }: Model): boolean => name === "customers";

/** Every table the models make and every check, those that several files make together among them. */
export function allTables(models: readonly Model[]): Model[] {
  const of = (layer: Model["layer"]) => models.filter((model) => model.layer === layer);
  const [cuts, lists, inputs] = [of("cuts"), of("lists"), of("inputs")];
  const together = cutRows(cuts);
  return [
    ...models.filter(isTable),
    ...(inputs.length > 0 ? [inputRows(inputs)] : []),
    { ...together, reads: [...together.reads, ...models.filter(isCustomers).map(({ name }) => name)] },
    ...(of("service").length > 0 ? [listRows(lists), listExports(lists)] : []),
  ];
}

/** Which tables does a model's file make, whole or in part? */
const tablesOf = (model: Model): string[] =>
  isTable(model)
    ? [model.name]
    : Object.keys(madeTogether).filter((table) => madeTogether[table] === model.layer);

/** Tables and checks, and all that read them, from table to table. */
export function withReaders(models: readonly Model[], names: Iterable<string>): Set<string> {
  const found = new Set(names);
  for (let size = -1; size < found.size; ) {
    size = found.size;
    for (const { name, reads } of models) if (reads.some((read) => found.has(read))) found.add(name);
  }
  return found;
}

/**
 * Which tables and checks are others once some files of models have changed, come or gone? Those the files make, and all
 * that read them, from table to table.
 *
 * @example tablesAfter(before, now).has("attention__rows") // true where a list's file has changed
 */
export function tablesAfter(before: readonly Model[], now: readonly Model[]): Set<string> {
  const keyOf = ({ layer, name }: Model) => `${layer}/${name}`;
  const known = new Map(before.map((model) => [keyOf(model), model]));
  const found = new Set<string>();
  for (const model of now) {
    const one = known.get(keyOf(model));
    if (one?.sql !== model.sql || model.fault) for (const table of tablesOf(model)) found.add(table);
    known.delete(keyOf(model));
  }
  for (const gone of known.values()) for (const table of tablesOf(gone)) found.add(table);
  return withReaders(allTables(now), found);
}
