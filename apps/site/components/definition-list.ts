import { type Definition, formatPercent } from "@tideline/metrics";
import { fill, h } from "./dom.ts";
import { moneyDecimal } from "./format.ts";

const unitNames: Readonly<Record<Definition["unit"], string>> = {
  ratio: "a share, shown in percent",
  money: "money",
  count: "a count",
  times: "a plain ratio",
  points: "points from −100 to 100",
  days: "days",
};

function resultText({ unit, example }: Definition): string {
  if (unit === "ratio") return formatPercent(example.result);
  if (unit === "money") return moneyDecimal(example.result, 2);
  return example.result.toLocaleString("en-US", { maximumFractionDigits: 2 });
}

function definitionNode(definition: Definition): HTMLElement {
  const { name, title, question, formula, unit, direction, basis, example, variants, not_available, source } =
    definition;
  const fact = (term: string, text: string) => h("div", null, h("dt", null, term), h("dd", null, text));
  return h(
    "section.definition",
    { id: name, "aria-labelledby": `${name}-title` },
    h("h2", { id: `${name}-title` }, title),
    h("p", null, question),
    h("p.formula", null, formula),
    h(
      "dl",
      null,
      fact("Stands on", basis),
      fact("Unit", `${unitNames[unit]}; ${direction}`),
      fact("Example", `${example.text} (computed: ${resultText(definition)})`),
      fact("n/a when", not_available),
      variants.map((one) => fact("Not the same", `${one.title}: ${one.difference}`)),
      fact("Source", `${source} · function ${name}`),
    ),
  );
}

/** Every definition record, as lib/definitions.json has them: a list to jump by, a filter over their words, the records. */
export function definitionList(records: readonly Definition[]): HTMLElement {
  const all = records.map((definition) => ({
    definition,
    node: definitionNode(definition),
    link: h("li", null, h("a", { href: `#${definition.name}` }, definition.title)),
    words: [definition.name, definition.title, definition.question, definition.formula]
      .join(" ")
      .toLowerCase(),
  }));
  const status = h("p.small-print", { role: "status" });
  const input = h("input.filter", {
    type: "search",
    placeholder: "Filter",
    "aria-label": "Filter definitions",
  });
  input.addEventListener("input", () => {
    const text = input.value.trim().toLowerCase();
    let shown = 0;
    for (const { node, link, words } of all) {
      node.hidden = !words.includes(text);
      link.hidden = node.hidden;
      if (!node.hidden) shown += 1;
    }
    fill(status, text === "" ? null : `${shown} of ${all.length} definitions`);
  });
  return h(
    "div",
    null,
    h("div.filter-line", null, input, status),
    h(
      "ul.jump",
      null,
      all.map(({ link }) => link),
    ),
    h(
      "div.definitions",
      null,
      all.map(({ node }) => node),
    ),
  );
}

/** Goes to the definition the address names, once the list is in the page: the browser looked for it too early. */
export function followAnchor(): void {
  const id = decodeURIComponent(location.hash.slice(1));
  const target = id === "" ? null : document.getElementById(id);
  if (!target) return;
  history.replaceState(null, "", `${location.pathname}${location.search}`);
  location.hash = id;
}
