/**
 * What stands in a chart's place when there is nothing to draw: one sentence saying what is missing.
 */
export function missing(sentence: string, document: Document = globalThis.document): HTMLParagraphElement {
  const paragraph = document.createElement("p");
  paragraph.className = "chart-missing";
  paragraph.setAttribute("role", "note");
  paragraph.textContent = sentence;
  return paragraph;
}
