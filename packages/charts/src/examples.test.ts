// @vitest-environment jsdom
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as metrics from "@tideline/metrics";
import { expect, test } from "vitest";

/** Every `@example` of a docstring is `expression // => value as JSON`, and holds. */
const folder = dirname(fileURLToPath(import.meta.url));
const files = readdirSync(folder, { encoding: "utf8", recursive: true }).filter(
  (name) => name.endsWith(".ts") && !name.endsWith(".test.ts"),
);
const examples = files.flatMap((file) => {
  const text = readFileSync(join(folder, file), "utf8");
  return [...text.matchAll(/@example\n([\s\S]*?)\*\//g)].map((match) => {
    const code = (match[1] ?? "").replace(/^\s*\* ?/gm, "").trim();
    return { file, code };
  });
});

test("every chart has an example", () => {
  const charts = [
    "age-lines",
    "cohort-heat",
    "balance-line",
    "basis-bridge",
    "billed-bridge",
    "divergence",
    "health/band-bars",
    "health/band-wave",
    "health/interval-dots",
    "health/migration-matrix",
    "health/risk-bubbles",
    "health/score-histogram",
    "label-bars",
    "movement-bars",
    "rate-lines",
    "share-curve",
    "sparkline",
    "survival-curves",
    "waterfall-bridge",
  ];
  const documented = new Set(examples.map(({ file }) => file));
  expect(charts.filter((chart) => !documented.has(`${chart}.ts`))).toEqual([]);
});

test.each(examples)("$file: $code", async ({ file, code }) => {
  const [expression = "", expected] = code.split(" // => ");
  if (expected === undefined) throw new Error(`${file}: an example must say what it gives, got ${code}`);
  const own: Record<string, unknown> = await import(/* @vite-ignore */ join(folder, file));
  const scope = { ...metrics, ...own };
  const evaluate = new Function(...Object.keys(scope), `"use strict"; return (${expression});`);
  const given = String(JSON.stringify(evaluate(...Object.values(scope))));
  expect(JSON.parse(given)).toEqual(JSON.parse(expected));
});
