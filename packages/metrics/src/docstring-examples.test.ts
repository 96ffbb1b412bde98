import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import * as metrics from "./index.ts";

const root = fileURLToPath(new URL(".", import.meta.url));
const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter(
  (path) => path.endsWith(".ts") && !path.endsWith(".test.ts") && !path.startsWith("testing"),
);

/** Every `code // => value` after an @example tag, with the exported function that follows its docstring. */
const examples = files.flatMap((path) => {
  const source = readFileSync(root + path, "utf8");
  const docs = source.matchAll(/\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*export function (\w+)/g);
  return [...docs].map(([, doc = "", name = ""]) => {
    const [, code, value] = /@example\s+\*\s*(.+?)\s*\/\/ => (.+)/.exec(doc) ?? [];
    return { path, name, code, value };
  });
});

describe("the @example of every public function runs and gives what it says", () => {
  const exported = new Set(Object.keys(metrics));
  const functions = Object.entries(metrics).filter(([, value]) => typeof value === "function");

  test("every exported function has one", () => {
    const documented = new Set(examples.filter(({ code }) => code !== undefined).map(({ name }) => name));
    expect(functions.map(([name]) => name).filter((name) => !documented.has(name))).toEqual([]);
    expect(documented.size).toBeGreaterThan(25);
  });

  const runnable = examples.filter(({ name, code }) => exported.has(name) && code !== undefined);
  test.each(runnable.map(({ name, code, value }) => [name, code as string, value as string]))(
    "%s",
    (_name, code, value) => {
      const evaluate = (text: string): unknown =>
        new Function(...Object.keys(metrics), `return (${text});`)(...Object.values(metrics));
      expect(evaluate(code)).toEqual(evaluate(value));
    },
  );
});
