import { relative, sep } from "node:path";
import { watch } from "chokidar";
import { bundleSite } from "../../apps/site/tools/bundle.ts";
import { type Batch, ChangeQueue } from "./change-queue.ts";
import { DataBuilder } from "./data-builder.ts";
import { Preview } from "./preview.ts";
import { stageSite } from "./stage-site.ts";
import { watchCompany } from "./watch-company.ts";
import { isIgnored, repository, type Work, watchedPlaces, workFor } from "./work-for.ts";

/** What to develop against, and where its lines go. */
export interface DevOptions {
  /** The folder that holds company.json. */
  readonly company: string;
  readonly host: string;
  readonly port?: number | undefined;
  readonly say: (text: string) => void;
  readonly complain: (text: string) => void;
}

interface Change {
  readonly name: string;
  readonly path: string;
  readonly work: readonly Work[];
}

const seconds = (since: number) => `${((performance.now() - since) / 1000).toFixed(2)} s`;

/** "company.json", or "a.sql and b.sql", or "a.sql and 4 more". */
function namesOf(changes: readonly Change[]): string {
  const names = [...new Set(changes.map(({ name }) => name))];
  if (names.length < 3) return names.join(" and ");
  return `${names[0]} and ${names.length - 1} more`;
}

const indented = (text: string) => text.replaceAll(/^/gm, "  ");

/**
 * Builds a company's data and the site's bundle, opens a preview on them, and keeps both as new as their sources:
 * exports and company.json, SQL, cuts, lists and inputs of health, the code of metrics, charts, loaders and site, the pages.
 *
 * A source that cannot be built is told; the last good data and bundle stay, and the next change tries again. Nothing
 * is written outside a temporary folder.
 *
 * @returns what ends everything it started
 */
export async function startDev(options: DevOptions): Promise<() => Promise<void>> {
  const { company, host, port, say, complain } = options;
  const stage = await stageSite();
  const builder = new DataBuilder();
  const preview = new Preview({ stage, host, port, onTrouble: complain });
  let hasData = false;
  let hasBundle = false;
  let isEnding = false;

  const tasks = {
    data: async (isUpdate: boolean) => {
      const { changed, rows } = await builder.build({ company, out: stage.data, isUpdate });
      hasData = true;
      const aside = rows.quarantined === 0 ? "" : `, ${rows.quarantined} rows set aside`;
      const isSeen = changed.some((name) => name.endsWith(".json") && name !== "manifest.json");
      if (isSeen) await stage.showData();
      return { isSeen, text: isSeen ? `data${aside}` : `data${aside}, every number as before` };
    },
    bundle: async () => {
      await bundleSite({ isDev: true, lib: stage.lib });
      hasBundle = true;
      return { isSeen: true, text: "bundle" };
    },
  };

  const work = async ({ changes, since }: Batch<Change>) => {
    const wanted = new Set(changes.flatMap((change) => change.work));
    const done: string[] = [];
    const faults: string[] = [];
    let isSeen = false;
    const attempt = async (task: () => Promise<{ isSeen: boolean; text: string }>) => {
      try {
        const result = await task();
        isSeen ||= result.isSeen;
        done.push(result.text);
      } catch (error) {
        faults.push(error instanceof Error ? error.message : String(error));
      }
    };
    if (wanted.has("build code")) await builder.renew();
    const isWhole = wanted.has("data") || wanted.has("build code");
    await Promise.all([
      (isWhole || wanted.has("models")) && attempt(() => tasks.data(!isWhole)),
      wanted.has("bundle") && attempt(tasks.bundle),
      wanted.has("pages") &&
        attempt(async () => {
          for (const { path, work: asked } of changes)
            if (asked.includes("pages")) await stage.copyPage(path);
          return { isSeen: false, text: "pages" };
        }),
    ]);
    if (isEnding) return;
    const wasUp = preview.url !== "";
    if (hasData && hasBundle && (!wasUp || wanted.has("preview"))) {
      await attempt(async () => {
        await preview.start();
        return { isSeen: false, text: "preview" };
      });
    }
    if (isEnding) return;
    if (wasUp && isSeen) await stage.reload();
    const what = namesOf(changes);
    if (done.length > 0) say(`${what}: ${done.join(", ")} in ${seconds(since)}`);
    if (faults.length > 0) {
      const rest = preview.url === "" ? "waiting for a change" : "the last good build stays";
      complain(`${what}: not built after ${seconds(since)}\n${indented(faults.join("\n"))}\n  ${rest}`);
    }
    if (!wasUp && preview.url !== "") say(`\n  ${preview.url}\n\n  Ctrl+C stops; a saved file is seen\n`);
  };

  const queue = new ChangeQueue<Change>(work);
  const sources = watch([...watchedPlaces], { ignoreInitial: true, ignored: isIgnored });
  sources.on("all", (_event, path) => {
    const asked = workFor(path);
    const name = relative(repository, path).split(sep).join("/");
    if (asked.length > 0) queue.add({ name, path, work: asked });
  });
  const stopCompany = watchCompany(company, (name, work) => queue.add({ name, path: name, work: [work] }));
  say(`building the data of ${company} and the site's bundle`);
  queue.add({ name: "start", path: company, work: ["data", "bundle"] });

  return async () => {
    isEnding = true;
    await Promise.all([sources.close(), stopCompany(), preview.stop(), builder.renew()]);
    await queue.close();
    await Promise.all([preview.stop(), builder.renew()]);
    await stage.remove();
  };
}
