import { fill, h } from "./dom.ts";

const choices = [
  ["system", "Auto"],
  ["light", "Light"],
  ["dark", "Dark"],
] as const;
type Theme = (typeof choices)[number][0];

const storageKey = "tideline-theme";

function remembered(): Theme {
  try {
    const value = localStorage.getItem(storageKey);
    return value === "light" || value === "dark" ? value : "system";
  } catch {
    return "system";
  }
}

function apply(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  try {
    if (theme === "system") localStorage.removeItem(storageKey);
    else localStorage.setItem(storageKey, theme);
  } catch {
    // A browser that keeps nothing still shows the theme on this page.
  }
}

/** Three buttons: follow the system, light, dark; the choice is remembered in this browser. */
export function mountTheme(place: Element): void {
  const buttons = choices.map(([theme, name]) =>
    h(
      "button",
      {
        type: "button",
        "aria-pressed": String(theme === remembered()),
        onclick: () => {
          apply(theme);
          for (const [index, button] of buttons.entries()) {
            button.setAttribute("aria-pressed", String(choices[index]?.[0] === theme));
          }
        },
      },
      name,
    ),
  );
  fill(place, h("div.segments", { role: "group", "aria-label": "Theme" }, buttons));
}
