import { resolve, sep } from "node:path";

/** The repository's folder. */
export const repository = resolve(import.meta.dirname, "..", "..");

/**
 * What a change asks for: the data anew; only what files of models show in (SQL, cuts, lists, inputs of health); the data by
 * a fresh process, because code of the build has changed; the
 * bundle of components and charts; the pages copied; the preview started again, because its settings have changed.
 */
export type Work = "data" | "models" | "build code" | "bundle" | "pages" | "preview";

const rules: readonly { place: string; work: readonly Work[] }[] = [
  { place: "packages/loaders/sql", work: ["models"] },
  { place: "packages/loaders/cuts", work: ["models"] },
  { place: "packages/loaders/health", work: ["models"] },
  { place: "packages/loaders/lists", work: ["models"] },
  { place: "packages/loaders/src", work: ["build code"] },
  { place: "packages/loaders/sources", work: ["build code"] },
  { place: "packages/metrics/src", work: ["build code", "bundle"] },
  { place: "packages/charts/src", work: ["bundle"] },
  { place: "apps/site/components", work: ["bundle"] },
  { place: "apps/site/pages", work: ["bundle"] },
  { place: "apps/site/src", work: ["pages"] },
  { place: "apps/site/tools", work: ["preview"] },
  { place: "apps/site/observablehq.config.ts", work: ["preview"] },
];

/** Every place of the repository that is watched, as absolute paths. */
export const watchedPlaces: readonly string[] = rules.map(({ place }) => resolve(repository, place));

/** Whether a path is made by a build, or is a test: such a change asks for nothing. */
export function isIgnored(path: string): boolean {
  const name = path.split(sep).join("/");
  return /\/apps\/site\/src\/(data|lib|\.observablehq)(\/|$)/.test(name) || /\.test\.ts$/.test(name);
}

/**
 * The work a changed file of the repository asks for, from its absolute path; a path outside every watched place asks
 * for none.
 *
 * @example
 * workFor(`${repository}/packages/loaders/cuts/region.sql`); // ["models"]
 */
export function workFor(path: string): readonly Work[] {
  if (isIgnored(path)) return [];
  const rule = rules.find(({ place }) => {
    const root = resolve(repository, place);
    return path === root || path.startsWith(root + sep);
  });
  return rule?.work ?? [];
}
