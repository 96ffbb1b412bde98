import { existsSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { repository, type Work, watchedPlaces, workFor } from "./work-for.ts";

const cases: readonly { path: string; work: readonly Work[] }[] = [
  { path: "packages/loaders/cuts/region.sql", work: ["models"] },
  { path: "packages/loaders/sql/ledger/movements.sql", work: ["models"] },
  { path: "packages/loaders/lists/usage_falling.sql", work: ["models"] },
  { path: "packages/loaders/health/usage_trend.sql", work: ["models"] },
  { path: "packages/loaders/sources/stripe/README.md", work: ["build code"] },
  { path: "packages/loaders/src/build/build-company.ts", work: ["build code"] },
  { path: "packages/metrics/src/rates/quick-ratio.ts", work: ["build code", "bundle"] },
  { path: "packages/charts/src/sparkline.ts", work: ["bundle"] },
  { path: "apps/site/components/page.ts", work: ["bundle"] },
  { path: "apps/site/pages/churn.ts", work: ["bundle"] },
  { path: "apps/site/src/churn.md", work: ["pages"] },
  { path: "apps/site/tools/shell.ts", work: ["preview"] },
  { path: "apps/site/observablehq.config.ts", work: ["preview"] },
  { path: "apps/site/components/page.test.ts", work: [] },
  { path: "apps/site/src/data/summary.json", work: [] },
  { path: "apps/site/src/lib/churn.js", work: [] },
  { path: "apps/site/components-old/page.ts", work: [] },
  { path: "docs/performance.md", work: [] },
];

test.each(cases)("$path asks for $work", ({ path, work }) => {
  expect(workFor(join(repository, path))).toEqual(work);
});

test("every watched place is there", () => {
  expect(watchedPlaces.filter((place) => !existsSync(place))).toEqual([]);
});
