import type { Summary } from "./data.ts";
import { fill, h } from "./dom.ts";
import type { Page } from "./page.ts";
import { toggleFilter } from "./state.ts";

/**
 * The filters of a page: a list of every label of every cut to choose from, and one button for each filter chosen, which
 * takes it away. Labels of one cut are joined by "or", cuts by "and".
 */
export function filterControls(page: Page, cuts: Summary["cuts"]): { elements: Node[]; update: () => void } {
  const chosen = h("span.filters", { role: "group", "aria-label": "Filters" });
  const select = h(
    "select",
    {
      id: "control-only",
      onchange: () => {
        const [cut, label] = JSON.parse(select.value) as [string, string];
        page.set({ only: toggleFilter(page.state, cut, label, page.summary) });
      },
    },
    h("option", { value: "" }, "add …"),
    cuts.map(({ name, title, labels }) =>
      h(
        "optgroup",
        { label: title },
        labels.map((label) => h("option", { value: JSON.stringify([name, label]) }, label || "(none)")),
      ),
    ),
  );
  const remove = (cut: string) => page.set({ only: page.state.only.filter((one) => one.cut !== cut) });
  const update = () => {
    const taken = new Set(
      page.state.only.flatMap(({ cut, labels }) => labels.map((label) => JSON.stringify([cut, label]))),
    );
    for (const option of select.options) option.disabled = taken.has(option.value);
    select.value = "";
    fill(
      chosen,
      page.state.only.map(({ cut, labels }) => {
        const title = cuts.find(({ name }) => name === cut)?.title ?? cut;
        const text = `${title}: ${labels.map((label) => label || "(none)").join(" or ")}`;
        return h(
          "button.chip.filter-chip",
          { type: "button", "data-filter": cut, title: "Take this filter away", onclick: () => remove(cut) },
          text,
          h("span", { "aria-hidden": "true" }, " ×"),
          h("span.unseen", null, ", take this filter away"),
        );
      }),
    );
    chosen.hidden = page.state.only.length === 0;
  };
  return {
    elements: [chosen, h("span.chip", null, h("label", { for: "control-only" }, "only"), select)],
    update,
  };
}
