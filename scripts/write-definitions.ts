import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { definitionsPage } from "@tideline/metrics";

const path = join(fileURLToPath(new URL("..", import.meta.url)), "docs", "definitions.md");
const mark =
  "<!-- Written by scripts/write-definitions.ts from packages/metrics. Edit the records, not this part. -->";

/** docs/definitions.md as it should be: the rules above the mark as they stand, the metrics below it from the records. */
export function definitionsFile(text: string): string {
  const [rules, ...rest] = text.split(mark);
  if (rest.length !== 1)
    throw new Error(
      `docs/definitions.md: expected one line that marks the written part, got ${rest.length}; put back "${mark}"`,
    );
  return `${rules}${mark}\n\n${definitionsPage()}`;
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  writeFileSync(path, definitionsFile(readFileSync(path, "utf8")));
