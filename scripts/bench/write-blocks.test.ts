import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { parts } from "./parts.ts";
import { writeBlocks } from "./write-blocks.ts";

const block = (id: string, text: string) => `<!-- bench:${id} -->\n\n${text}\n\n<!-- /bench:${id} -->`;

test("only the named block is another, and writing it again gives the same", () => {
  const before = `# Title\n\n${block("a", "old")}\n\nwords\n\n${block("b", "kept")}\n`;
  const after = writeBlocks(before, { a: "new $1" });
  expect(after).toBe(`# Title\n\n${block("a", "new $1")}\n\nwords\n\n${block("b", "kept")}\n`);
  expect(writeBlocks(after, { a: "new $1" })).toBe(after);
});

test("a block that is not there is an error", () => {
  expect(() => writeBlocks("# Title", { lines: "" })).toThrow(
    'writeBlocks: the document has no block, got "lines"; put <!-- bench:lines --> and <!-- /bench:lines --> where its tables go',
  );
});

test("docs/performance.md has a block for every part and for the machine", async () => {
  const page = await readFile(join(import.meta.dirname, "..", "..", "docs", "performance.md"), "utf8");
  const ids = [...parts.map(({ id }) => id), "machine"];
  const written = writeBlocks(page, Object.fromEntries(ids.map((id) => [id, `tables of ${id}`])));
  expect(ids.filter((id) => !written.includes(`tables of ${id}`))).toEqual([]);
});
