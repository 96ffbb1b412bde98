import { formatDate } from "@tideline/metrics";
import { h } from "./dom.ts";
import { download, fileStem } from "./download.ts";
import type { Page } from "./page.ts";
import { type Column, toCsv } from "./table.ts";
import { basisMrr } from "./words.ts";

/** What the actions of a figure work on, as it stands when one is chosen. */
export interface FigureContent<Row> {
  name: string;
  claim: Element;
  subtitle: Element;
  caveat: Element;
  place: HTMLElement;
  table: () => { columns: readonly Column<Row>[]; rows: readonly Row[] } | null;
  /** What the figure stands on; undefined: the selection of the page. */
  basis: () => string | undefined;
}

function wordsOf(element: Element): string {
  const copy = element.cloneNode(true) as Element;
  for (const one of copy.querySelectorAll(".unseen, .hint")) one.remove();
  return (copy.textContent ?? "").trim();
}

/** A button that looks like a link of the line. */
export function textButton(
  text: string,
  run: () => void | Promise<void>,
  more: Readonly<Record<string, string>> = {},
): HTMLButtonElement {
  return h("button.text-button", { type: "button", ...more, onclick: () => void run() }, text);
}

/** Copy, CSV, SVG and PNG of one figure. */
export function fileActions<Row>(page: Page, content: FigureContent<Row>): HTMLButtonElement[] {
  const { company } = page.summary;
  const csv = (separator?: string) => {
    const table = content.table();
    return table ? toCsv(table.columns, table.rows, company, separator) : "";
  };
  const stem = () => {
    if (content.basis() !== undefined) return fileStem(company.name, content.name);
    const { basis, to, label, only } = page.state;
    const labels = only.flatMap((one) => one.labels).join(" ");
    return fileStem(company.name, basis, content.name, to, label ?? "", labels);
  };
  const picture = async () => {
    const { chartPicture } = await import("./picture.ts");
    return chartPicture(content.place, {
      claim: wordsOf(content.claim),
      subtitle: wordsOf(content.subtitle),
      caveat: wordsOf(content.caveat),
      source: `${company.name} · ${content.basis() ?? basisMrr(page.state.basis)} · as of ${formatDate(company.as_of)}`,
    });
  };
  const say = (button: HTMLButtonElement, text: string) => {
    const before = "copy";
    button.textContent = text;
    setTimeout(() => {
      button.textContent = before;
    }, 1500);
  };
  const copy = textButton("copy", () =>
    navigator.clipboard.writeText(csv("\t")).then(
      () => say(copy, "copied"),
      () => say(copy, "not allowed here"),
    ),
  );
  return [
    copy,
    textButton("CSV", () => download(`${stem()}.csv`, csv(), "text/csv")),
    textButton("SVG", async () => {
      const { svgText } = await import("./picture.ts");
      download(`${stem()}.svg`, svgText(await picture()), "image/svg+xml");
    }),
    textButton("PNG", async () => {
      const { pngBlob } = await import("./picture.ts");
      download(`${stem()}.png`, await pngBlob(await picture()), "image/png");
    }),
  ];
}
