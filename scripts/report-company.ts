import { cp, mkdir, readdir, readFile, rename, rm, utimes } from "node:fs/promises";
import { join, resolve } from "node:path";
import { assertOutFolder, companyFingerprint, loadCompany, withWorkFolder } from "@tideline/loaders";
import { generateExports } from "@tideline/wingtip";
import { cacheText, runTasks } from "./run-tasks.ts";

/** The repository's folder. */
export const repository = resolve(import.meta.dirname, "..");
/** The sample company's folder. */
export const sample = join(repository, "data", "wingtip");

const site = join(repository, "apps", "site");
const siteFolder = join(site, "dist");
const dataFolder = join(site, "src", "data");
const dataFiles = [
  "marts",
  "manifest.json",
  "customers",
  "summary.json",
  "survival-rows.json",
  "survival.json",
  "quality.json",
  "ledger-live.json",
  "ledger-committed.json",
  "ledger-lines.json",
  "health.json",
  "health-rows.json",
  "health-customers.json",
  "health-validation.json",
  "at-risk.json",
  "at-risk-rows.json",
  "at-risk-all-rows.json",
  "onboarding.json",
  "onboarding-rows.json",
  "outcome-rows.json",
  "outcomes.json",
  "renewal-rows.json",
  "renewals.json",
  "renewals-ahead.json",
  "tie-out.json",
  "tie-out-rows.json",
  "waterfall-by-cut.json",
  "quarantine.json",
  "nps.json",
  "nps-rows.json",
  "portfolio.json",
  "attention-rows.json",
  "attention.json",
  "cohorts-live.json",
  "cohorts.json",
  "quarantine.csv",
];

/** Where a report was written, what its company is called, and how much of it was built anew. */
export interface Report {
  readonly company: string;
  readonly out: string;
  readonly site: string;
  readonly tasks: string;
}

/** Only a folder of ours is written over: one that is empty, or holds the manifest of an earlier report. */
async function assertOurs(target: string): Promise<void> {
  const names: string[] = await readdir(target).catch((error: NodeJS.ErrnoException): string[] => {
    if (error.code === "ENOENT") return [];
    throw new Error(`--out: cannot write to ${target}, got ${error.code}; choose another folder`);
  });
  if (names.length > 0 && !names.includes("manifest.json")) {
    throw new Error(
      `--out: ${target} holds files that are not a report, got "${names[0]}"; choose an empty folder, or that of an earlier report`,
    );
  }
}

async function move(from: string, to: string): Promise<void> {
  await rename(from, to).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== "ENOENT") throw error;
  });
}

/**
 * Runs the tasks on empty folders: the runner lays a cached result over what is there, and the pages of another
 * company would keep its data files. When the tasks fail, the folders are put back as they were.
 */
async function onEmptyFolders<Result>(work: () => Promise<Result>): Promise<Result> {
  return withWorkFolder(join(repository, ".turbo", "report"), async (aside) => {
    const folders = [siteFolder, dataFolder].map((path, at) => ({ path, aside: join(aside, String(at)) }));
    for (const folder of folders) await move(folder.path, folder.aside);
    try {
      return await work();
    } catch (error) {
      for (const folder of folders) {
        await rm(folder.path, { recursive: true, force: true });
        await move(folder.aside, folder.path);
      }
      throw error;
    }
  });
}

/** File times say up to when a report knows, not when it was built or taken from the cache. */
async function setTimes(folder: string, day: string): Promise<void> {
  const time = new Date(`${day}T00:00:00Z`);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile()) await utimes(join(entry.parentPath, entry.name), time, time);
  }
}

/** Puts what was made in the place of what there is, each part by rename; what else lies in the folder stays. */
async function putInPlace(made: string, target: string, old: string): Promise<void> {
  await mkdir(target, { recursive: true });
  await mkdir(old);
  for (const name of await readdir(made)) {
    await move(join(target, name), join(old, name));
    await rename(join(made, name), join(target, name));
  }
}

/**
 * Builds a company's data and site through the task runner, and copies them to `out` (default `<company>/build`).
 * Nothing is built again when nothing it depends on has changed: a fingerprint of company.json and of every export
 * is part of the task's key, because a folder outside the repository is invisible to the runner.
 *
 * @throws TaskFailed with what a failed task said; Error for a faulty company.json, or an `out` that holds something
 *   else or lies among the exports. The last good output stays.
 */
export async function reportCompany(folder: string, out?: string): Promise<Report> {
  const company = resolve(folder);
  const target = resolve(out ?? join(company, "build"));
  if (company === sample) await generateExports(join(sample, "exports"));
  const loaded = loadCompany(company);
  assertOutFolder(loaded, target);
  await assertOurs(target);
  if (process.stderr.isTTY && !process.env.CI) {
    process.stderr.write(
      `${loaded.settings.name}: marts, then pages; what has not changed is not built again\n`,
    );
  }
  const turbo = join(repository, "node_modules", ".bin", "turbo");
  const quietly = ["--ui=stream", "--no-update-notifier", "--output-logs=errors-only", "--log-prefix=none"];
  const env = {
    TIDELINE_COMPANY: company,
    TIDELINE_FINGERPRINT: await companyFingerprint(company),
    TURBO_TELEMETRY_DISABLED: "1",
    DO_NOT_TRACK: "1",
    OBSERVABLE_TELEMETRY_DISABLE: "true",
  };
  const args = ["run", "site", "--filter=@tideline/site", ...quietly];
  const printed = await onEmptyFolders(() => runTasks(turbo, args, { cwd: repository, env }));
  const summary = JSON.parse(await readFile(join(dataFolder, "summary.json"), "utf8")) as {
    company: { name: string; as_of: string };
  };
  await withWorkFolder(target, async (work) => {
    const made = join(work, "made");
    await cp(siteFolder, join(made, "site"), { recursive: true });
    for (const name of dataFiles) {
      await cp(join(dataFolder, name), join(made, name), { recursive: true });
    }
    await setTimes(made, summary.company.as_of);
    await putInPlace(made, target, join(work, "old"));
  });
  return {
    company: summary.company.name,
    out: target,
    site: join(target, "site"),
    tasks: cacheText(printed),
  };
}
