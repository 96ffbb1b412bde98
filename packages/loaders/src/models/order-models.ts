import type { Model } from "./model.ts";

/** Every model after those it reads, in the order given where that does not matter. */
function inOrderOfReads(models: readonly Model[]): Model[] {
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
  for (const model of models) visit(model, []);
  return ordered;
}

/** Whether a table of it stands in memory for its readers: a mart is a file, a check only looks. */
const standsInMemory = ({ layer }: Model): boolean => layer !== "marts" && layer !== "checks";

/**
 * In which order must the models run, so that each finds the tables it reads and few tables stand at once? Of those
 * whose tables are there, the next is always the one that leaves the fewest: each table it is the last to read goes, its
 * own comes. Where that is equal, a model follows what it reads, and models keep the order given.
 *
 * So a mart seldom waits once its tables are there, and a check never does.
 *
 * @throws Error naming the models when they read each other in a circle.
 */
export function orderModels(models: readonly Model[]): Model[] {
  const waiting = inOrderOfReads(models);
  const files = new Set(waiting.filter((model) => !standsInMemory(model)).map(({ name }) => name));
  const unread = new Map<string, Set<string>>();
  for (const { name, reads } of waiting) {
    for (const table of reads) {
      if (!files.has(table)) unread.set(table, (unread.get(table) ?? new Set()).add(name));
    }
  }
  const isMissing = new Set(waiting.map(({ name }) => name));
  const isReady = ({ reads }: Model) => !reads.some((name) => isMissing.has(name));
  const change = (model: Model): number => {
    if (model.layer === "checks") return Number.NEGATIVE_INFINITY;
    const gone = model.reads.filter((name) => unread.get(name)?.size === 1).length;
    return Number(standsInMemory(model)) - gone;
  };
  const ordered: Model[] = [];
  while (waiting.length > 0) {
    const ready = waiting.filter(isReady);
    const least = Math.min(...ready.map(change));
    const next = ready.find((model) => change(model) === least) as Model;
    waiting.splice(waiting.indexOf(next), 1);
    for (const name of next.reads) unread.get(name)?.delete(next.name);
    isMissing.delete(next.name);
    ordered.push(next);
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
