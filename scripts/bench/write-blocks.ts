/** A block's text by its id. */
export type Blocks = Readonly<Record<string, string>>;

/**
 * Puts texts into the marked blocks of a document, `<!-- bench:id -->` to `<!-- /bench:id -->`, and leaves the rest of
 * it alone. A block that is not given stays as it is.
 *
 * @example
 * writeBlocks("<!-- bench:a -->\nold\n<!-- /bench:a -->", { a: "new" }); // "<!-- bench:a -->\n\nnew\n\n<!-- /bench:a -->"
 * @throws when the document has no block of an id
 */
export function writeBlocks(document: string, blocks: Blocks): string {
  let text = document;
  for (const [id, block] of Object.entries(blocks)) {
    const [open, close] = [`<!-- bench:${id} -->`, `<!-- /bench:${id} -->`];
    const [from, to] = [text.indexOf(open), text.indexOf(close)];
    if (from < 0 || to < from) {
      throw new Error(
        `writeBlocks: the document has no block, got "${id}"; put ${open} and ${close} where its tables go`,
      );
    }
    text = `${text.slice(0, from + open.length)}\n\n${block}\n\n${text.slice(to)}`;
  }
  return text;
}
