import { locateJsonError } from "../company/locate-json-error.ts";
import { countFile } from "./count-file.ts";
import { openBytes } from "./open-bytes.ts";
import type { ProbedFile } from "./probe-file.ts";

/** Longest text that is searched for the place where it stops being JSON. */
const LONGEST = 1 << 28;

/**
 * Why can a file not be read as JSON, and where?
 *
 * @returns an error with line and column where the text stops being JSON; of a long text that is cut, with the line it ends
 */
export async function brokenJson(file: ProbedFile, cause: unknown): Promise<Error> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of openBytes(file.path, file.compressed)) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > LONGEST) break;
  }
  if (size > LONGEST) await countFile(file);
  const text =
    size > LONGEST
      ? "[]"
      : Buffer.concat(chunks)
          .toString("utf8")
          .replace(/^\uFEFF/, "");
  const bad = locateJsonError(text);
  const where = bad === null ? "" : ` line ${bad.line} column ${bad.column}`;
  const got = bad === null ? "JSON that its reader does not take" : JSON.stringify(bad.found);
  const wrong = "the file cannot be read as JSON";
  return new Error(`${file.file}${where}: ${wrong}, got ${got}; export or copy it again`, { cause });
}
