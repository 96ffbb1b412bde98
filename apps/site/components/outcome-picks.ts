import { fill, h } from "./dom.ts";
import { textButton } from "./figure-actions.ts";
import type { Page } from "./page.ts";
import { canFilter } from "./state.ts";
import { inSentence } from "./words.ts";

/** What is known of a prospect before it signs. */
const prospect = ["industry", "discount_at_signing", "use_case", "price_point"];

/** What the prospect is like: a choice each of industry, discount, use case and price point, kept as filters in the address. */
export function outcomePicks(page: Page): HTMLElement {
  const cuts = prospect.flatMap((name) => page.summary.cuts.find((cut) => cut.name === name) ?? []);
  if (cuts.length === 0 || !canFilter(page.summary)) {
    return h(
      "p.note",
      null,
      "Customers cannot be chosen here: there is no industry, discount, use case or price point, or the ledger is not in the browser.",
    );
  }
  const pick = (name: string, label: string) => {
    const others = page.state.only.filter(({ cut }) => cut !== name);
    const chosen = label === "" ? others : [...others, { cut: name, labels: [label] }];
    const place = (cut: string) => page.summary.cuts.findIndex((one) => one.name === cut);
    page.set({ only: chosen.sort((a, b) => place(a.cut) - place(b.cut)) });
  };
  const chips = cuts.map((cut) => {
    const id = `pick-${cut.name}`;
    const select = h(
      "select",
      { id, onchange: () => pick(cut.name, select.value) },
      h("option", { value: "" }, "any"),
      cut.labels
        .filter((label) => label !== "unassigned")
        .map((label) => h("option", { value: label }, label || "(none)")),
    );
    const update = () => {
      const labels = page.state.only.find((one) => one.cut === cut.name)?.labels ?? [];
      select.value = labels.length === 1 ? (labels[0] ?? "") : "";
    };
    return { element: h("span.chip", null, h("label", { for: id }, inSentence(cut.title)), select), update };
  });
  const clear = h("span");
  const update = () => {
    for (const chip of chips) chip.update();
    fill(clear, page.state.only.length > 0 && textButton("any customer", () => page.set({ only: [] })));
  };
  update();
  page.listen((cause) => {
    if (cause === "state") update();
  });
  return h(
    "div.chips.picks",
    { role: "group", "aria-label": "What the prospect is like" },
    h("span.hint", null, "a prospect with"),
    chips.map(({ element }) => element),
    clear,
  );
}
