import { fill, h } from "./dom.ts";

/** Shows the `data-tip` of whatever lies under the pointer or has the focus; Escape hides it. */
export function mountTooltip(): void {
  const tip = h("div.tip", { role: "tooltip", id: "tip", hidden: true });
  document.body.append(tip);
  let owner: Element | null = null;

  const hide = () => {
    tip.hidden = true;
    owner?.removeAttribute("aria-describedby");
    owner = null;
  };

  const show = (target: Element) => {
    const text = target.getAttribute("data-tip");
    if (!text) return;
    hide();
    owner = target;
    const [first = "", ...rest] = text.split("\n");
    fill(
      tip,
      h("strong", null, first),
      rest.map((line) => h("span", null, line)),
    );
    // A modal dialog lies in the top layer, so its tooltips must be inside it.
    (target.closest("dialog") ?? document.body).append(tip);
    tip.hidden = false;
    target.setAttribute("aria-describedby", tip.id);
    const box = target.getBoundingClientRect();
    const size = tip.getBoundingClientRect();
    const left = Math.max(8, Math.min(box.left, innerWidth - size.width - 8));
    const above = box.top - size.height - 6;
    tip.style.left = `${left}px`;
    tip.style.top = `${above > 8 ? above : box.bottom + 6}px`;
  };

  const over = (event: Event) => {
    const target = event.target instanceof Element ? event.target.closest("[data-tip]") : null;
    if (target === owner && target !== null) return;
    if (target) show(target);
    else if (owner) hide();
  };
  document.addEventListener("pointerover", over);
  document.addEventListener("focusin", over);
  document.addEventListener("scroll", hide, { passive: true, capture: true });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && owner) hide();
  });
}
