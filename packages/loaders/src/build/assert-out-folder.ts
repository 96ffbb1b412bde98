import { dirname, relative, resolve, sep } from "node:path";
import type { Company } from "../company/load-company.ts";

/** Is `path` the folder or something in it? */
const isWithin = (folder: string, path: string): boolean => {
  const way = relative(folder, path);
  return way === "" || !(way === ".." || way.startsWith(`..${sep}`) || resolve(way) === way);
};

/**
 * May a build of this company write to `out`? Not where it would lie among the exports, be read as one by the next
 * build, or take the place of the company folder.
 *
 * @param out the folder to be written, absolute
 * @throws Error naming the folder, the export in the way and the way out
 */
export function assertOutFolder(company: Company, out: string): void {
  if (isWithin(out, company.folder)) {
    throw new Error(
      `--out: the output would take the place of the company folder, got ${out}; choose a folder in it or elsewhere`,
    );
  }
  for (const { path, file } of company.sources.flatMap((source) => source.files)) {
    const exports = dirname(path);
    if (isWithin(out, path)) {
      throw new Error(
        `--out: ${file} is an export and lies in the output folder, got ${out}; choose another folder, or name the exports more closely in company.json`,
      );
    }
    if (!isWithin(exports, company.folder) && isWithin(exports, out)) {
      throw new Error(
        `--out: the output would lie among the exports, got ${out} beside ${file}; choose another folder`,
      );
    }
  }
}
