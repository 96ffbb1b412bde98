/** A statement so that it can stand in brackets: no semicolon at its end, and a line end after a last comment. */
export function bracketable(text: string): string {
  const sql = text.replaceAll("\r\n", "\n").replace(/;((?:\s|--[^\n]*(?:\n|$))*)$/, "$1");
  return `${sql.trimEnd()}\n`;
}
