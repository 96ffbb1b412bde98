/** Where a JSON text stops being JSON: 1-based line and column, and what stands there. */
export interface JsonError {
  line: number;
  column: number;
  found: string;
}

/**
 * Where is this text not JSON?
 *
 * @param text the whole text
 * @returns the first place a JSON reader cannot go on, or null when the text is JSON
 * @example
 * locateJsonError('{"a": 1,}'); // { line: 1, column: 9, found: "}" }
 */
export function locateJsonError(text: string): JsonError | null {
  const stop = firstBadOffset(text);
  if (stop === null) return null;
  const before = text.slice(0, stop);
  const line = before.split("\n").length;
  const column = stop - before.lastIndexOf("\n");
  const found =
    stop >= text.length ? "the end of the file" : (text.slice(stop).split(/[\s,:{}[\]]/)[0] ?? "");
  return { line, column, found: found === "" ? text.charAt(stop) : found.slice(0, 40) };
}

const token =
  /"(?:[^"\\\p{Cc}]|[\x7f-\x9f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null/uy;

function firstBadOffset(text: string): number | null {
  let at = 0;
  const skipSpace = () => {
    while (at < text.length && " \t\r\n".includes(text.charAt(at))) at++;
  };
  const take = (character: string): boolean => {
    skipSpace();
    if (text.charAt(at) !== character) return false;
    at++;
    return true;
  };
  const scalar = (): boolean => {
    skipSpace();
    token.lastIndex = at;
    const match = token.exec(text);
    if (match === null) return false;
    at += match[0].length;
    return true;
  };
  const members = (close: string, member: () => boolean): boolean => {
    if (take(close)) return true;
    do {
      if (!member()) return false;
    } while (take(","));
    return take(close);
  };
  const value = (): boolean => {
    if (take("{")) return members("}", () => key() && take(":") && value());
    if (take("[")) return members("]", value);
    return scalar();
  };
  const key = (): boolean => {
    skipSpace();
    return text.charAt(at) === '"' && scalar();
  };
  if (!value()) return at;
  skipSpace();
  return at === text.length ? null : at;
}
