import { existsSync, readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { sourceSettings } from "../company/source-settings.ts";
import { plainName } from "./find-named.ts";
import type { Layout } from "./layout.ts";
import { layouts, vendorLayouts } from "./layouts.ts";
import { alternatives, layoutSql } from "./targets.ts";

/** The rows of a README's tables that layout.ts says: columns, then options. */
function readmeRows({ columns, vendor }: Layout): string[] {
  const ofColumns = Object.entries(columns).map(([name, { kind, required, unit, meaning, names }]) => {
    const second = names === undefined ? (unit ?? "") : names.join(", ");
    return `| \`${name}\` | ${kind}${required ? ", required" : ""} | ${second} | ${meaning} |`;
  });
  const ofOptions = Object.entries(vendor?.options ?? {}).map(([name, { words, meaning, isAsked, map }]) => {
    const known = Object.entries(map ?? {}).map(([from, to]) => `${from}: ${to}`);
    const asked = "rows for which it matters are set aside";
    const absent = map !== undefined ? known.join("; ") : isAsked ? asked : words[0];
    return `| \`${name}\` | ${words.join(", ")} | ${absent} | ${meaning} |`;
  });
  return [...ofColumns, ...ofOptions];
}

test("every folder of sources is a layout the reader knows", () => {
  const folders = readdirSync(fileURLToPath(new URL("../../sources", import.meta.url)));
  expect(folders.sort()).toEqual(Object.keys(layouts).sort());
});

describe.each(Object.entries(layouts))("%s", (name, layout) => {
  test("it has a fixture, which layout-mutations.test.ts reads in every way", () => {
    const folder = fileURLToPath(new URL(`../../sources/${name}`, import.meta.url));
    expect(existsSync(`${folder}/fixtures/company.json`)).toBe(true);
    expect(readdirSync(`${folder}/fixtures/exports`)).not.toEqual([]);
    const ownTest = `${name.replaceAll("_", "-")}.test.ts`;
    expect(existsSync(`${folder}/${ownTest}`)).toBe(layout.vendor !== undefined);
  });

  const path = fileURLToPath(new URL(`../../sources/${name}/README.md`, import.meta.url));
  const readme = readFileSync(path, "utf8");

  test("its README lists the columns and options of layout.ts, word for word", () => {
    const rows = readme.split("\n").filter((line) => line.startsWith("| `"));
    expect(rows).toEqual(readmeRows(layout));
  });

  test("its README's example is a valid source of the layout", () => {
    const example = /```json\n(.*?)```/s.exec(readme)?.[1] ?? "";
    expect(sourceSettings.parse(JSON.parse(example))).toMatchObject({ layout: name });
  });

  test("its name is the name company.json uses", () => {
    expect(layout.name).toBe(name);
  });
});

describe.each(vendorLayouts.map((layout) => [layout.name, layout] as const))("%s", (name, layout) => {
  test("no two columns are headed alike", () => {
    const names = Object.values(layout.columns).flatMap((column) => (column.names ?? []).map(plainName));
    expect(new Set(names).size).toBe(names.length);
  });

  test("it is told by columns it has, and made into columns there are, from columns it has", () => {
    const own = Object.keys(layout.columns);
    const options = Object.keys(layout.vendor.options ?? {});
    expect(own).toEqual(expect.arrayContaining(layout.vendor.tells.flat()));
    expect([...own, "record_no", "fault"].filter((column) => options.includes(column))).toEqual([]);
    for (const [target, from] of Object.entries(layout.vendor.into)) {
      const canonical = Object.keys(layouts[target]?.columns ?? {});
      expect(canonical).toEqual(expect.arrayContaining(Object.keys(from)));
      const used = Object.values(from).flatMap((made) =>
        alternatives(made).flatMap(({ of, unless = [] }) => [...of, ...unless]),
      );
      expect(own).toEqual(expect.arrayContaining(used));
      expect(layoutSql(name, target)).toContain("from records");
    }
  });
});
