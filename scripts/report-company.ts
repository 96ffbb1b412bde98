import { spawn } from "node:child_process";
import { cp, mkdir, mkdtemp, readFile, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { companyFingerprint } from "@tideline/loaders";
import { generateExports } from "@tideline/wingtip";

/** The repository's folder. */
export const repository = resolve(import.meta.dirname, "..");
/** The sample company's folder. */
export const sample = join(repository, "data", "wingtip");

const site = join(repository, "apps", "site");

function run(command: string, args: readonly string[], env: Record<string, string>): Promise<void> {
  return new Promise((done, fail) => {
    const child = spawn(command, args, {
      cwd: repository,
      env: { ...process.env, ...env },
      stdio: "inherit",
    });
    child.on("error", fail);
    child.on("exit", (code) => (code === 0 ? done() : fail(new BuildFailed())));
  });
}

/** A task failed and has said why itself. */
export class BuildFailed extends Error {
  override name = "BuildFailed";
}

/** Puts `made` in the place of `target` by rename, so that `target` is whole at any time. */
async function replaceFolder(made: string, target: string): Promise<void> {
  const old = `${made}.old`;
  const had = await stat(target).catch(() => null);
  if (had) await rename(target, old);
  await rename(made, target);
  await rm(old, { recursive: true, force: true });
}

/** Where a report was written and what its company is called. */
export interface Report {
  readonly company: string;
  readonly out: string;
  readonly site: string;
}

/**
 * Builds a company's data and site through the task runner, and copies them to `out` (default `<company>/build`).
 * Nothing is built again when nothing it depends on has changed: a fingerprint of company.json and of every export
 * is part of the task's key, because a folder outside the repository is invisible to the runner.
 *
 * @throws BuildFailed when a task fails (it has printed why); the last good output stays.
 */
export async function reportCompany(folder: string, out?: string): Promise<Report> {
  const company = resolve(folder);
  const target = resolve(out ?? join(company, "build"));
  if (company === sample) await generateExports(join(sample, "exports"));
  const turbo = join(repository, "node_modules", ".bin", "turbo");
  await run(turbo, ["run", "site", "--filter=@tideline/site", "--ui=stream", "--no-update-notifier"], {
    TIDELINE_COMPANY: company,
    TIDELINE_FINGERPRINT: await companyFingerprint(company),
    TURBO_TELEMETRY_DISABLED: "1",
    DO_NOT_TRACK: "1",
    OBSERVABLE_TELEMETRY_DISABLE: "true",
  });
  await mkdir(dirname(target), { recursive: true });
  const made = await mkdtemp(join(dirname(target), `.${basename(target)}-`));
  try {
    await cp(join(site, "dist"), join(made, "site"), { recursive: true, preserveTimestamps: true });
    for (const name of [
      "marts",
      "manifest.json",
      "summary.json",
      "quality.json",
      "ledger-live.json",
      "quarantine.csv",
    ]) {
      await cp(join(site, "src", "data", name), join(made, name), {
        recursive: true,
        preserveTimestamps: true,
      });
    }
    await replaceFolder(made, target);
  } finally {
    await rm(made, { recursive: true, force: true });
  }
  const summary = JSON.parse(await readFile(join(target, "summary.json"), "utf8")) as {
    company: { name: string };
  };
  return { company: summary.company.name, out: target, site: join(target, "site") };
}
