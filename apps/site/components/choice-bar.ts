import { fill, h } from "./dom.ts";
import type { Page } from "./page.ts";

/** One of a page's own choices: its name in the address, what it is called, and what each value is called. */
export interface ChoiceGroup {
  name: string;
  title: string;
  values: readonly { value: string; text: string }[];
}

/** A page's own choices as rows of buttons, of which one each is pressed; the page's address keeps them. */
export function choiceBar(page: Page, groups: readonly ChoiceGroup[]): HTMLElement {
  const bar = h("div.choice-bar", { role: "group", "aria-label": "How it is shown" });
  const draw = () => {
    // The button that was pressed is pressed again after it is drawn anew.
    const focused = bar.contains(document.activeElement)
      ? document.activeElement?.getAttribute("data-choice")
      : null;
    fill(
      bar,
      groups.map(({ name, title, values }) =>
        h(
          "span.choices",
          { role: "group", "aria-label": title },
          h("span.choices-title", { "aria-hidden": "true" }, title),
          values.map(({ value, text }) =>
            h(
              "button",
              {
                type: "button",
                "data-choice": `${name}=${value}`,
                "aria-pressed": String(page.state.own[name] === value),
                onclick: () => page.set({ own: { ...page.state.own, [name]: value } }),
              },
              text,
            ),
          ),
        ),
      ),
    );
    if (focused) bar.querySelector<HTMLElement>(`[data-choice="${focused}"]`)?.focus();
  };
  draw();
  page.listen((cause) => {
    if (cause === "state") draw();
  });
  return bar;
}
