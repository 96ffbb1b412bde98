import type { Model } from "./model.ts";

/**
 * In which order must the models run, so that each finds the tables it reads? Models whose order does not matter keep
 * the order given; a check comes as soon as its tables are there.
 *
 * @throws Error naming the models when they read each other in a circle.
 */
export function orderModels(models: readonly Model[]): Model[] {
  const byName = new Map(models.map((model) => [model.name, model]));
  const ordered: Model[] = [];
  const state = new Map<string, "open" | "done">();
  const visit = (model: Model, path: readonly string[]): void => {
    if (state.get(model.name) === "done") return;
    if (state.get(model.name) === "open") {
      const circle = [...path.slice(path.indexOf(model.name)), model.name].join(" -> ");
      throw new Error(
        `${model.file}: models read each other in a circle, got ${circle}; take one of the reads out`,
      );
    }
    state.set(model.name, "open");
    for (const name of model.reads) {
      const read = byName.get(name);
      if (read) visit(read, [...path, model.name]);
    }
    state.set(model.name, "done");
    ordered.push(model);
  };
  const isEager = (model: Model) => model.layer === "checks";
  for (const model of models) if (!isEager(model)) visit(model, []);
  for (const check of models.filter(isEager)) {
    const last = Math.max(
      -1,
      ...check.reads.map((name) => ordered.findIndex((model) => model.name === name)),
    );
    ordered.splice(last + 1, 0, check);
  }
  return ordered;
}

/**
 * After which model may each table be dropped? Maps a model's name to the tables that nobody reads after it.
 * Tables in `keep` are never dropped.
 */
export function lastReaders(ordered: readonly Model[], keep: ReadonlySet<string>): Map<string, string[]> {
  const reader = new Map<string, string>();
  for (const model of ordered) for (const name of model.reads) reader.set(name, model.name);
  const drops = new Map<string, string[]>();
  for (const [table, last] of reader) {
    if (!keep.has(table)) drops.set(last, [...(drops.get(last) ?? []), table].sort());
  }
  return drops;
}
