import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { cases } from "./cases.ts";
import { type GalleryPage, openGallery } from "./gallery-page.ts";
import { type Box, type Figure, type Mark, readFigures } from "./read-figures.ts";

const widths = [320, 374, 520, 640, 800, 1100];
let gallery: GalleryPage;
const drawn = new Map<number, Figure[]>();

beforeAll(async () => {
  gallery = await openGallery();
  for (const width of widths) {
    const page = await gallery.open({ width });
    drawn.set(width, await readFigures(page));
    await page.close();
  }
});
afterAll(() => gallery?.close());

const figuresAt = (width: number) => drawn.get(width) ?? [];
const nameOf = ({ chart, state }: Figure) => `${chart}: ${state}`;

/** The one figure of a chart in a state. */
function figureOf(width: number, chart: string, state: string): Figure {
  const found = figuresAt(width).find((one) => one.chart === chart && one.state === state);
  if (!found) throw new Error(`gallery: no figure, got ${chart}: ${state}; the cases name them`);
  return found;
}

describe.each(widths)("at %s px", (width) => {
  test("every case is drawn, nothing in it is undrawable", () => {
    expect(figuresAt(width).map(nameOf)).toEqual(cases.map(({ chart, state }) => `${chart}: ${state}`));
    expect(figuresAt(width).flatMap((figure) => figure.broken.map((what) => [nameOf(figure), what]))).toEqual(
      [],
    );
  });

  test("every figure has a name, an image or a group; words stand where there is nothing to draw", () => {
    for (const figure of figuresAt(width)) {
      expect(figure.name, nameOf(figure)).toMatch(/\w{2,}/);
      expect(figure.name, nameOf(figure)).not.toMatch(/NaN|undefined|null/);
      if (!figure.isMissing) expect(["img", "group"], nameOf(figure)).toContain(figure.role);
      if (/^(no rows|no values|nothing happened)$/.test(figure.state))
        expect(figure.isMissing, nameOf(figure)).toBe(true);
      expect(figure.box.right - figure.box.left, nameOf(figure)).toBeLessThanOrEqual(width);
    }
  });

  test("texts and marks are inside their figure", () => {
    const outside = figuresAt(width).flatMap((figure) =>
      [...figure.texts, ...figure.marks.map(({ data, box }) => ({ text: JSON.stringify(data), box }))]
        .filter(({ box }) => figure.isMissing === false && !isInside(box, figure.box))
        .map(({ text }) => [nameOf(figure), text]),
    );
    expect(outside).toEqual([]);
  });

  test("texts do not touch each other", () => {
    const touching = figuresAt(width).flatMap((figure) =>
      figure.texts.flatMap((one, index) =>
        figure.texts
          .slice(index + 1)
          .filter((other) => overlaps(ink(one.box), ink(other.box)))
          .map((other) => [nameOf(figure), one.text, other.text]),
      ),
    );
    expect(touching).toEqual([]);
  });

  test("patterns are defined where they are used, equal figures have equal ids", () => {
    for (const figure of figuresAt(width)) {
      expect(
        figure.references.filter((id) => !figure.ids.includes(id)),
        nameOf(figure),
      ).toEqual([]);
    }
  });

  test("bars of a bridge have the length of their value and meet end to end", () => {
    const bridges = figuresAt(width).filter(
      ({ chart, isMissing }) => /Bridge|divergence/.test(chart) && !isMissing,
    );
    expect(bridges.length).toBeGreaterThan(10);
    for (const figure of bridges) checkBridge(figure);
  });

  test("stacked bars have the height of their value, the net stands at their sum", () => {
    const stacked = figuresAt(width).filter(({ chart, isMissing }) => chart === "movementBars" && !isMissing);
    expect(stacked.length).toBeGreaterThan(5);
    for (const figure of stacked) checkStacks(figure);
  });

  test("bars of labels have the length of their value", () => {
    const figures = figuresAt(width).filter(({ chart, isMissing }) => chart === "labelBars" && !isMissing);
    expect(figures.length).toBeGreaterThan(3);
    for (const figure of figures) {
      checkProportional(
        nameOf(figure),
        figure.marks.map(({ data, box }) => [Math.abs(Number(data.value)), box.right - box.left]),
      );
    }
  });

  test("points of lines stand at their value", () => {
    const figures = figuresAt(width).filter(({ chart, isMissing }) => /Line/.test(chart) && !isMissing);
    expect(figures.length).toBeGreaterThan(7);
    for (const figure of figures) {
      const points = figure.marks.map(({ data, box }): [number, number] => [
        Number(data.value),
        (box.top + box.bottom) / 2,
      ]);
      expect(points.length, nameOf(figure)).toBeGreaterThan(0);
      checkLinear(nameOf(figure), points);
    }
  });
});

test("a phone lays a bridge on its side, a wide screen stands it up", () => {
  const names = (width: number) => {
    const bars = figureOf(width, "waterfallBridge", "a quarter").marks;
    return new Set(bars.map(({ box }) => Math.round(box.bottom - box.top))).size;
  };
  expect(names(374)).toBe(1);
  expect(names(800)).toBeGreaterThan(4);
});

test("a cut axis, few customers, missing months and rows left out are said on the figure", () => {
  const says = (chart: string, state: string, width = 640) =>
    figureOf(width, chart, state)
      .texts.map(({ text }) => text)
      .join(" | ");
  expect(says("waterfallBridge", "a quarter")).toContain("totals are cut: the axis starts at $3.2M");
  expect(says("waterfallBridge", "first month, from 0")).not.toContain("cut");
  expect(says("waterfallBridge", "does not foot", 374)).toContain("Not explained");
  expect(says("movementBars", "9 quarters, last partial")).toContain("months are missing");
  expect(says("labelBars", "rates by industry")).toContain("fewer than 20 customers");
  expect(says("labelBars", "many labels")).toContain("15 more labels are not drawn");
  expect(says("rateLines", "NRR and GRR")).toContain("not at 0");
  expect(says("rateLines", "gaps and few")).toContain("fewer than 20 customers");
  expect(says("rateLines", "one of two null")).toContain("GRR: n/a");
  expect(says("divergence", "one missing")).toContain("Compounded: n/a");
  expect(says("basisBridge", "nothing between")).toContain("nothing lies between the two");
  expect(says("basisBridge", "signed, changed, noticed, paused")).not.toContain("Not explained");
});

test("the same page drawn again is the same to the byte", async () => {
  const markup = async () => {
    const page = await gallery.open({ width: 640 });
    const html = await page.evaluate(() => document.querySelector("#gallery")?.innerHTML ?? "");
    await page.close();
    return html;
  };
  const first = await markup();
  expect(first.length).toBeGreaterThan(100_000);
  expect(await markup()).toBe(first);
});

describe("choosing", () => {
  const chosen = async (page: Page) => (await page.locator("#chosen").textContent()) ?? "";

  test("a bar of the bridge by click, by Enter and by arrow keys", async () => {
    const page = await gallery.open({ width: 800, chart: "waterfallBridge" });
    const figure = page.locator('figure[data-state="a quarter"]');
    await figure.locator('[data-kind="churn"]').click();
    expect(JSON.parse(await chosen(page))).toEqual({
      kind: "churn",
      side: "loss",
      part: null,
      kinds: ["churn"],
    });
    await figure.locator('[data-kind="opening"]').focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    expect(JSON.parse(await chosen(page))).toEqual({ kind: "new", side: "gain", part: null, kinds: ["new"] });
    await page.keyboard.press("End");
    await page.keyboard.press("Space");
    expect(JSON.parse(await chosen(page))).toMatchObject({ kind: "closing", side: null, kinds: [] });
    await page.close();
  });

  test("churn in its three parts, each naming which it is", async () => {
    const page = await gallery.open({ width: 800, chart: "waterfallBridge" });
    const figure = page.locator('figure[data-state="churn by whether it was avoidable"]');
    const parts = await figure
      .locator("[data-kind=churn]")
      .evaluateAll((all) =>
        all.map((one) => [one.getAttribute("data-part"), one.getAttribute("data-value")]),
      );
    expect(parts).toEqual([
      ["avoidable", "-1900000"],
      ["unavoidable", "-700000"],
      ["unknown", "-400000"],
    ]);
    await figure.locator("[data-part=unavoidable]").click();
    expect(JSON.parse(await chosen(page))).toMatchObject({ kind: "churn", part: "unavoidable" });
    await page.close();
  });

  test("Tab reaches each figure once", async () => {
    const page = await gallery.open({ width: 800, chart: "movementBars" });
    const states: (string | undefined)[] = [];
    for (let stop = 0; stop < 4; stop += 1) {
      await page.keyboard.press("Tab");
      states.push(await page.evaluate(() => document.activeElement?.closest("figure")?.dataset.state));
    }
    expect(states).toEqual(["24 months", "60 months", "9 quarters, last partial", "5 years"]);
    await page.close();
  });

  test("a colour of a month by keyboard: along the months and across the colours", async () => {
    const page = await gallery.open({ width: 374, chart: "movementBars" });
    await page.keyboard.press("Tab");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    expect(JSON.parse(await chosen(page))).toEqual({
      period: "2024-02",
      kind: "new",
      kinds: ["new", "reactivation"],
    });
    await page.keyboard.press("ArrowUp");
    await page.keyboard.press("Enter");
    expect(JSON.parse(await chosen(page))).toMatchObject({ period: "2024-02", kind: "expansion" });
    await page.close();
  });

  test("a label by click anywhere in its row", async () => {
    const page = await gallery.open({ width: 800, chart: "labelBars" });
    const row = page.locator('figure[data-state="rates by industry"] [data-label="Logistics"]');
    await row.click({ position: { x: 400, y: 10 } });
    expect(JSON.parse(await chosen(page))).toEqual({ label: "Logistics" });
    await page.close();
  });
});

/** What axe finds on the gallery: with the rules named, or with all it has. */
async function violationsOf(view: { theme: "light" | "dark"; chart?: string }, rules?: string[]) {
  const page = await gallery.open({ width: 800, ...view });
  const source = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
  // The page allows scripts from itself only; axe comes in by the browser's own door.
  await page.evaluate(readFileSync(source, "utf8"));
  const found = await page.evaluate(async (only) => {
    type Axe = {
      run: (
        target: Element,
        options: object,
      ) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
    };
    const { axe } = globalThis as unknown as { axe: Axe };
    const { violations } = await axe.run(document.body, only ? { runOnly: only } : {});
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.slice(0, 3).map(({ html }) => html.slice(0, 200))}`,
    );
  }, rules);
  await page.close();
  return found;
}

test("axe finds nothing to say", async () => expect(await violationsOf({ theme: "light" })).toEqual([]));

test("text has contrast in the dark", async () => {
  expect(await violationsOf({ theme: "dark" }, ["color-contrast"])).toEqual([]);
});

test("the console stays silent under a strict content policy", () => expect(gallery.complaints).toEqual([]));

function isInside(inner: Box, outer: Box): boolean {
  const slack = 1;
  return (
    inner.left >= outer.left - slack &&
    inner.right <= outer.right + slack &&
    ink(inner).top >= outer.top - slack &&
    ink(inner).bottom <= outer.bottom + slack
  );
}

/** The letters of a line box: without the room fonts keep above and below. */
function ink(box: Box): Box {
  const room = Math.min(2.5, (box.bottom - box.top) / 4);
  return { ...box, top: box.top + room, bottom: box.bottom - room };
}

function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** Bars next to each other share a level, movements share one scale, and totals differ by what lies between them. */
function checkBridge(figure: Figure): void {
  const isUpright =
    new Set(figure.marks.map(({ box }) => Math.round(box.left))).size === figure.marks.length &&
    new Set(figure.marks.map(({ box }) => Math.round(box.right - box.left))).size === 1;
  const bars = figure.marks.map(({ data, box }) => ({
    isTotal: /opening|closing|method|live|committed|mrr|billed/.test(data.kind ?? ""),
    value: Number(data.value),
    // Upright: up is more; lying: right is more.
    low: isUpright ? -box.bottom : box.left,
    high: isUpright ? -box.top : box.right,
  }));
  checkProportional(
    nameOf(figure),
    bars.filter(({ isTotal }) => !isTotal).map(({ value, low, high }) => [Math.abs(value), high - low]),
  );
  const ends = bars.map(({ isTotal, value, low, high }) => ({
    start: isTotal ? high : value > 0 ? low : high,
    end: isTotal ? high : value > 0 ? high : low,
  }));
  for (const [index, { end }] of ends.entries()) {
    const next = ends[index + 1];
    if (next)
      expect(Math.abs(next.start - end), `${nameOf(figure)}, bar ${index + 1}`).toBeLessThanOrEqual(1.6);
  }
  checkLinear(
    nameOf(figure),
    bars.filter(({ isTotal }) => isTotal).map(({ value, high }) => [value, high]),
  );
}

/** Pieces stack from zero in their order, and their edges and the nets lie on one scale. */
function checkStacks(figure: Figure): void {
  const bars = figure.marks.filter(({ kind }) => kind === "chart-bar");
  const nets = figure.marks.filter(({ kind }) => kind === "chart-net");
  expect(nets.length).toBeGreaterThan(0);
  const places = nets.flatMap((net): [number, number][] => {
    const own = bars.filter(({ data }) => data.period === net.data.period);
    const value = ({ data }: Mark) => Number(data.value);
    const sum = own.reduce((total, bar) => total + value(bar), 0);
    expect(Number(net.data.value), nameOf(figure)).toBe(sum);
    const gains = edges(
      own.filter((bar) => value(bar) > 0).map((bar) => [value(bar), bar.box.bottom, bar.box.top]),
    );
    const losses = edges(
      own.filter((bar) => value(bar) < 0).map((bar) => [value(bar), bar.box.top, bar.box.bottom]),
    );
    return [[sum, net.box.top], ...gains, ...losses];
  });
  checkLinear(nameOf(figure), places);
}

/** Values at both edges of pieces that stack from 0, with where the edges are. */
function edges(pieces: [value: number, near: number, far: number][]): [number, number][] {
  let level = 0;
  return pieces.flatMap(([value, near, far]): [number, number][] => {
    const from = level;
    level += value;
    return [
      [from, near],
      [level, far],
    ];
  });
}

/** Lengths are their values times one factor, to a px; the least length of a bar is 1 px. */
function checkProportional(name: string, pairs: [number, number][]): void {
  const [value, length] = pairs.reduce((best, pair) => (pair[0] > best[0] ? pair : best), [0, 0]);
  for (const pair of pairs) {
    const expected = value === 0 ? 0 : (pair[0] * length) / value;
    expect(Math.abs(pair[1] - expected), `${name}: ${pair}`).toBeLessThanOrEqual(1.1);
  }
}

/** Positions are a straight function of their values, to a px. */
function checkLinear(name: string, pairs: [number, number][]): void {
  const first = pairs.reduce((low, pair) => (pair[0] < low[0] ? pair : low), pairs[0] ?? [0, 0]);
  const last = pairs.reduce((high, pair) => (pair[0] > high[0] ? pair : high), pairs[0] ?? [0, 0]);
  for (const [value, position] of pairs) {
    const share = last[0] === first[0] ? 0 : (value - first[0]) / (last[0] - first[0]);
    expect(
      Math.abs(position - (first[1] + share * (last[1] - first[1]))),
      `${name}: ${value}`,
    ).toBeLessThanOrEqual(1.1);
  }
}
