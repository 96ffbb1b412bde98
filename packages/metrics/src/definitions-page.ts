import type { Definition } from "./definition.ts";
import { definitions } from "./definitions.ts";
import { elsewhere } from "./elsewhere.ts";

const UNITS: Readonly<Record<Definition["unit"], string>> = {
  ratio: "share, in percent",
  money: "money",
  count: "count",
  times: "times",
  points: "points",
  days: "days",
};

/**
 * Every metric as Markdown, from the definition records: question, formula, worked example, what else goes by a similar
 * name here and in other tools. The text ends with a line break; the order is that of `definitions`.
 *
 * @example
 * definitionsPage().split("\n")[0] // => "### Monthly recurring revenue (MRR, CMRR)"
 */
export function definitionsPage(): string {
  return `${definitions.map(sectionOf).join("\n\n")}\n`;
}

function sectionOf(definition: Definition): string {
  const { name, title, question, formula, unit, direction, basis, example, variants, not_available } =
    definition;
  const tools = elsewhere.filter(({ metrics }) => metrics.includes(name));
  return [
    `### ${title}`,
    "",
    `${question} (\`${name}\`; ${UNITS[unit]}; ${direction})`,
    "",
    `- **Formula**: ${formula}.`,
    `- **Example**: ${example.text}.`,
    `- **Stands on**: ${basis}`,
    `- **n/a when** ${not_available}.`,
    ...variants.map((one) => `- **Not the same** as ${one.title}: ${one.difference}`),
    ...tools.map(
      ({ tool, rule, ours, source }) => `- **${tool}**: ${rule} Ours: ${ours} [Source](${source})`,
    ),
  ].join("\n");
}
