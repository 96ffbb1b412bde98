import { mkdir, mkdtemp, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, describe, expect, test } from "vitest";
import { drawFirstView } from "./first-view.ts";

const words = `
let told;
export const answer = ({ company }) => {
  const p = document.createElement("p");
  p.setAttribute("data-value", "1");
  p.textContent = company;
  const hidden = document.createElement("b");
  hidden.hidden = true;
  p.append(hidden);
  told = p;
  return p;
};
export const figure = (name) => {
  const section = document.createElement("section");
  section.className = "figure";
  section.dataset.figure = name;
  const place = document.createElement("div");
  place.className = "chart-place";
  section.append(place);
  new ResizeObserver(([entry]) => {
    const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    svg.setAttribute("width", String(entry.contentRect.width));
    svg.innerHTML = '<g><g text-anchor="middle"><text>7</text></g></g>';
    place.append(svg);
    place.classList.add("drawn");
  }).observe(place);
  return section;
};
export const page = { waitsForLedger: false };
const empty = (name) => {
  const section = document.createElement("section");
  section.className = "figure";
  section.dataset.figure = name;
  section.hidden = true;
  return section;
};
export const nothing = () => empty("Nothing");
export const late = () => {
  const section = empty("Late");
  page.waitsForLedger = true;
  requestAnimationFrame(() => requestIdleCallback(() => {
    page.waitsForLedger = false;
    told.textContent = "read";
    section.hidden = false;
    section.innerHTML = '<div class="chart-place drawn"></div>';
  }));
  return section;
};
export const table = () => {
  const section = document.createElement("section");
  section.innerHTML =
    '<select><option value="">add …</option><option selected>Media</option><optgroup><option>Retail</option></optgroup></select>' +
    '<table><tr><td><span class="num">7</span></td><td><span class="num loss">8</span></td><td class="wrap"><span class="num">9</span></td></tr></table>';
  return section;
};
export const lists = (count) => {
  const div = document.createElement("div");
  for (let list = 0; list < count; list += 1) {
    const section = document.createElement("section");
    section.className = "table-section";
    section.textContent = "customer ".repeat(500);
    div.append(section);
  }
  return div;
};
export const broken = () => { throw new Error("no such column"); };
`;

function page(cells: readonly string[], head = '<a aria-current="page" href="./">Overview</a>'): string {
  const defines = cells.map(
    (cell, index) =>
      `define({id: "c${index}", inputs: ["lib","facts","display"], body: async (lib,facts,display) => {\ndisplay(await(${cell}))\n}});`,
  );
  const places = cells.map(
    (_, index) =>
      `<div class="observablehq observablehq--block"><observablehq-loading></observablehq-loading><!--:c${index}:--></div>`,
  );
  return `<html><head><script type="module">
import {define} from ${JSON.stringify("./client.js")};
registerFile("./data/facts.json", {"name":"./data/facts.json","path":"./facts.json"});
define({id: "c", inputs: ["FileAttachment"], outputs: ["lib","facts","page"], body: async (FileAttachment) => {
const lib = await import(${JSON.stringify("./words.mjs")});
const facts = await FileAttachment("./data/facts.json").json();
const { page } = lib;
return {lib,facts,page};
}});
${defines.join("\n")}
</script></head><body>${head}<main id="observablehq-main" class="observablehq">${places.join("")}</main></body></html>`;
}

describe("the first view of a page", () => {
  let dir = "";
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), "tideline-first-view-"));
    await mkdir(dir, { recursive: true });
    await writeFile(join(dir, "words.mjs"), words);
    await writeFile(join(dir, "facts.json"), JSON.stringify({ company: "</p><script>alert(1)</script>" }));
  });

  test("holds words and the first chart where the live ones will stand, and nothing after it", async () => {
    const done = await drawFirstView(
      page(["lib.answer(facts)", 'lib.figure("Bridge")', 'lib.figure("Later")']),
      dir,
      "index.html",
    );
    expect(done).toContain("<observablehq-loading inert><p>");
    expect(done).toMatch(
      /inert><section data-figure="Bridge"[^>]*><div[^>]*drawn[^>]*><svg width="1144"><g text-anchor="middle"><text>7<\/text><\/g><\/svg>/,
    );
    expect(done).toContain('block below"><observablehq-loading></observablehq-loading><!--:c2:-->');
    expect(done.match(/ below"/g)).toHaveLength(1);
    expect(done).toContain('class="first-view observablehq"');
  });

  test("shows text of exports as text, and neither hidden parts nor what is said to tools", async () => {
    const done = await drawFirstView(page(["lib.answer(facts)", 'lib.figure("Bridge")']), dir, "index.html");
    expect(done).toContain("&lt;script&gt;alert(1)");
    expect(done.match(/<script/g)).toHaveLength(1);
    expect(done).not.toMatch(/<b[ >]/);
    expect(done).not.toContain("data-value");
  });

  test("waits for the ledger where the first figure does, and has the words that came with it", async () => {
    const cells = ["lib.answer(facts)", "lib.late()", 'lib.figure("Later")'];
    const done = await drawFirstView(page(cells), dir, "compare.html");
    expect(done).toContain("inert><p>read</p><");
    expect(done).toMatch(/inert><section data-figure="Late"[^>]*><div class="chart-place drawn"/);
    expect(done).toContain("<observablehq-loading></observablehq-loading><!--:c2:-->");
  });

  test("has of a select what is chosen, and of a cell the number alone where the cell keeps it in one piece", async () => {
    const done = await drawFirstView(page(["lib.table()", 'lib.figure("Bridge")']), dir, "index.html");
    expect(done).toContain("<select><option selected>Media</option></select>");
    expect(done).toContain(
      '<td>7</td><td><span class="num loss">8</span></td><td class="wrap"><span class="num">9</span></td>',
    );
  });

  test("keeps lists below the first windows for readers without scripts", async () => {
    const done = await drawFirstView(page(["lib.lists(4)"]), dir, "attention.html");
    const opened = [...done.matchAll(/(<noscript>)?<section class="table-section">/g)].map(
      ([, below]) => below,
    );
    expect(opened).toEqual([undefined, undefined, "<noscript>", "<noscript>"]);
  });

  test("is the whole of a page without figures", async () => {
    const done = await drawFirstView(page(["lib.answer(facts)", "lib.answer(facts)"]), dir, "attention.html");
    expect(done.match(/<observablehq-loading inert><p>/g)).toHaveLength(2);
  });

  test("is left to the browser where no figure has a chart, and on a page outside the sidebar", async () => {
    const words = page(["lib.answer(facts)", "lib.nothing()"]);
    expect(await drawFirstView(words, dir, "index.html")).toBe(words);
    const customer = page(['lib.figure("Bridge")'], "");
    expect(await drawFirstView(customer, dir, "customer.html")).toBe(customer);
  });

  test("names the page a cell of which fails, and leaves no document behind", async () => {
    await expect(drawFirstView(page(["lib.broken()"]), dir, "churn.html")).rejects.toThrow(
      "drawFirstView: churn.html cannot be drawn, got no such column; open it in a browser",
    );
    expect("document" in globalThis).toBe(false);
  });
});
