import { type Definition, definitions } from "@tideline/metrics";
import { h } from "./dom.ts";
import { moneyExact, percent } from "./format.ts";

const unitNames: Readonly<Record<Definition["unit"], string>> = {
  ratio: "a share, shown in percent",
  money: "money a month",
  count: "a count",
  times: "a plain ratio",
};

function resultText({ unit, example }: Definition): string {
  if (unit === "ratio") return percent(example.result);
  if (unit === "money") return moneyExact(example.result, { currency: "USD", exponent: 2 }).replace("$", "");
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
    h("p.formula", null, h("strong", null, formula)),
    h("p.small-print", null, basis),
    h(
      "dl.facts",
      null,
      fact("Unit", `${unitNames[unit]}; ${direction}`),
      fact("Worked example", `${example.text} (computed: ${resultText(definition)})`),
      fact("n/a when", not_available),
      variants.length > 0 &&
        fact("Not to be confused with", variants.map((one) => `${one.title}: ${one.difference}`).join(" ")),
      fact("Source", source),
      fact("Function", name),
    ),
  );
}

/** Every definition record of the metrics package, with a filter over their words. */
export function definitionList(): HTMLElement {
  const nodes = definitions.map((definition) => ({
    node: definitionNode(definition),
    words: [definition.name, definition.title, definition.question, definition.formula]
      .join(" ")
      .toLowerCase(),
  }));
  const status = h("p.unseen", { role: "status" });
  const input = h("input.filter", {
    type: "search",
    placeholder: "Filter definitions",
    "aria-label": "Filter definitions",
  });
  input.addEventListener("input", () => {
    const text = input.value.trim().toLowerCase();
    let shown = 0;
    for (const { node, words } of nodes) {
      node.hidden = !words.includes(text);
      if (!node.hidden) shown += 1;
    }
    status.textContent = `${shown} of ${nodes.length} definitions`;
  });
  const root = h(
    "div",
    null,
    input,
    status,
    h(
      "div.definitions",
      null,
      nodes.map(({ node }) => node),
    ),
  );
  // The browser looked for the anchor before the list was there.
  requestAnimationFrame(() => {
    const id = decodeURIComponent(location.hash.slice(1));
    if (!id || !document.getElementById(id)) return;
    history.replaceState(null, "", `${location.pathname}${location.search}`);
    location.hash = id;
  });
  return root;
}

/** How many definitions there are. */
export function definitionCount(): number {
  return definitions.length;
}
