import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { sourceSettings } from "../company/source-settings.ts";
import { layouts } from "./layouts.ts";

describe.each(Object.entries(layouts))("%s", (name, layout) => {
  const path = fileURLToPath(new URL(`../../sources/${name}/README.md`, import.meta.url));
  const readme = readFileSync(path, "utf8");

  test("its README lists the columns of layout.ts, word for word", () => {
    const rows = readme.split("\n").filter((line) => line.startsWith("| `"));
    expect(rows).toEqual(
      Object.entries(layout.columns).map(([column, { kind, required, unit, meaning }]) => {
        return `| \`${column}\` | ${kind}${required ? ", required" : ""} | ${unit ?? ""} | ${meaning} |`;
      }),
    );
  });

  test("its README's example is a valid source of the layout", () => {
    const example = /```json\n(.*?)```/s.exec(readme)?.[1] ?? "";
    expect(sourceSettings.parse(JSON.parse(example))).toMatchObject({ layout: name });
  });

  test("its name is the name company.json uses", () => {
    expect(layout.name).toBe(name);
  });
});
