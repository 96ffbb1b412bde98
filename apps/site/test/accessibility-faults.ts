import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "playwright-core";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What a page in other colours can break; all other rules look at what both have. */
const colourRules = ["color-contrast", "link-in-text-block"];

async function violations(page: Page, runOnly: readonly string[] | undefined): Promise<string[]> {
  return page.evaluate(async (rules) => {
    type Result = { violations: { id: string; nodes: { html: string }[] }[] };
    const { axe: runner } = window as unknown as { axe: { run: (options: object) => Promise<Result> } };
    // What is in order need not be written down element by element: that takes longer than to find it.
    const options = { resultTypes: ["violations"], ...(rules && { runOnly: rules }) };
    const found = await runner.run(options);
    return found.violations.map(({ id, nodes }) => {
      const examples = nodes.slice(0, 3).map(({ html }) => html);
      return `${id}: ${examples.join(" ")}`;
    });
  }, runOnly);
}

/** What axe finds on a page as it stands: by every rule in light, by the rules of colours in dark. None is as it should be. */
export async function accessibilityFaults(page: Page): Promise<{ light: string[]; dark: string[] }> {
  await page.evaluate(axe);
  await page.emulateMedia({ colorScheme: "light" });
  const light = await violations(page, undefined);
  await page.emulateMedia({ colorScheme: "dark" });
  return { light, dark: await violations(page, colourRules) };
}

/** What `accessibilityFaults` says of a page without any. */
export const noFaults = { light: [], dark: [] };
