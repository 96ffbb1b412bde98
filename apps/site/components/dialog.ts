import { type Child, fill, freshId, h } from "./dom.ts";

/** A modal panel with a title and a close button; closing by button, Escape or a click beside it tells `onClose`. */
export function makeDialog(onClose: () => void): {
  show: (title: Child, ...content: Child[]) => void;
  hide: () => void;
} {
  const title = h("h2", { id: freshId("dialog"), tabindex: "-1" });
  const body = h("div.dialog-body");
  const close = h("button.close", { type: "button", "aria-label": "Close" }, "×");
  const dialog = h(
    "dialog.panel",
    { "aria-labelledby": title.id },
    h("div.dialog-head", null, title, close),
    body,
  );
  document.body.append(dialog);
  close.addEventListener("click", () => dialog.close());
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog) dialog.close();
  });
  dialog.addEventListener("close", onClose);
  return {
    show: (heading, ...content) => {
      fill(title, heading);
      fill(body, ...content);
      if (!dialog.open) dialog.showModal();
      body.scrollTop = 0;
      title.focus();
    },
    hide: () => {
      if (dialog.open) dialog.close();
    },
  };
}
