import { expect, test } from "vitest";
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
