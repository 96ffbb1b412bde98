/** Words that end the condition of a join. */
const end =
  /\b(?:(?:left|full|cross|inner) )?join\b|\bwhere\b|\bgroup by\b|\border by\b|\bunion\b|\bhaving\b|\bwindow\b|\)\s*,|;/;

/** The part of `text` up to where what was opened before it closes, or a word of `end` stands outside of parentheses. */
function conditionOf(text: string): string {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    if (text[at] === "(") depth++;
    else if (text[at] === ")" && depth-- === 0) return text.slice(0, at);
    else if (depth === 0 && /\s/.test(text[at] ?? "")) {
      const rest = text.slice(at).trimStart();
      if (end.exec(rest)?.index === 0) return text.slice(0, at);
    }
  }
  return text;
}

/** The parts of a condition joined by "and" outside of parentheses; `between … and …` stays one. */
function partsOf(condition: string): string[] {
  const parts: string[] = [""];
  let depth = 0;
  for (const word of condition.split(/(\s+|[()])/)) {
    if (word === "(") depth++;
    if (word === ")") depth--;
    const last = parts.length - 1;
    if (depth === 0 && word === "and" && !/\bbetween\b(?!.*\band\b)/.test(parts[last] ?? "")) parts.push("");
    else parts[last] += word;
  }
  return parts.map((part) => part.trim()).filter(Boolean);
}

/**
 * Which left joins of a statement can only be run by comparing every row with every other? Those with a condition that is of
 * the left table alone, or several joined by "or": DuckDB then hashes nothing, and the time grows with the square of the rows.
 *
 * Takes SQL in the house's form (`left join <table> as <alias> on`); gives each condition that does it, none where all is well.
 *
 * @example
 * leftJoinFaults("select * from a left join b as one on one.id = a.id and a.is_open") // => ["one: a.is_open"]
 */
export function leftJoinFaults(sql: string): string[] {
  const text = sql.replace(/--.*$/gm, "");
  return [...text.matchAll(/\bleft join (?:\w+|\([\s\S]*?\)) as (\w+)\s+on\b/g)].flatMap((found) => {
    const alias = found[1] ?? "";
    const own = new RegExp(`\\b${alias}\\.`);
    return partsOf(conditionOf(text.slice(found.index + found[0].length)))
      .filter((part) => !own.test(part) || /^\(.*\bor\b.*\)$/s.test(part))
      .map((part) => `${alias}: ${part.replace(/\s+/g, " ")}`);
  });
}
