import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** The folder of the sites that test files share. */
    sharedSites: string;
  }
}

/**
 * Before the first test in the browser: a folder for the sites that test files share, each built by the first that opens
 * it. Whoever watches the tests gets them anew with every change; all go at the end.
 */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), "tideline-sites-"));
  const remove = () => rm(folder, { recursive: true, force: true });
  project.provide("sharedSites", folder);
  project.onTestsRerun(async () => {
    await remove();
    await mkdir(folder);
  });
  return remove;
}
