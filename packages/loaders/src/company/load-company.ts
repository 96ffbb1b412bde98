import { readFileSync, statSync } from "node:fs";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { type CompanySettings, companySettings } from "./company-settings.ts";
import { currencyExponent } from "./currency.ts";
import { explainIssues } from "./explain-issues.ts";
import { findFiles, folderOfPattern, isFolder, namesIn } from "./find-files.ts";
import { locateJsonError } from "./locate-json-error.ts";
import type { SourceSettings } from "./source-settings.ts";

/** One export file of a source. */
export interface CompanyFile {
  /** 1-based over all files, in the order of company.json, then of the file names. */
  sourceNo: number;
  /** Absolute path. */
  path: string;
  /** As messages and tables show it: relative to the company folder, or absolute when it lies outside. */
  file: string;
  bytes: number;
}

/** One entry of `sources` with the files it names. */
export interface CompanySource {
  /** Its key in company.json, for messages: `sources[0]`. */
  key: string;
  settings: SourceSettings;
  files: readonly CompanyFile[];
}

/** A company folder, read and checked. */
export interface Company {
  /** Absolute path of the folder. */
  folder: string;
  settings: CompanySettings;
  /** Decimals of the reporting currency: 2 for USD, 0 for JPY. */
  exponent: number;
  sources: readonly CompanySource[];
}

/**
 * A company folder: what does company.json say, and which files do its sources name?
 *
 * @param folder the folder that holds company.json
 * @returns the checked settings with every default filled in, and the files of every source
 * @throws Error one line a fault: file, key, what was expected, what stands there, the way out
 */
export function loadCompany(folder: string): Company {
  const root = resolve(folder);
  const settings = parseSettings(readText(root));
  let sourceNo = 0;
  const sources = settings.sources.map((source, position) => {
    const key = `sources[${position}]`;
    const files = filesOf(root, key, source).map((path) => {
      sourceNo += 1;
      return { sourceNo, path, file: shownName(root, path), bytes: statSync(path).size };
    });
    return { key, settings: source, files };
  });
  return { folder: root, settings, exponent: currencyExponent(settings.currency) ?? 2, sources };
}

function readText(root: string): string {
  if (!isFolder(root)) {
    throw new Error(`company folder: no such folder, got ${root}; name the folder that holds company.json`);
  }
  try {
    return readFileSync(join(root, "company.json"), "utf8").replace(/^\uFEFF/, "");
  } catch (cause) {
    const names = listed(namesIn(root));
    throw new Error(`company.json: no such file in ${root}, got ${names}; write one, see the README`, {
      cause,
    });
  }
}

function parseSettings(text: string): CompanySettings {
  const bad = locateJsonError(text);
  if (bad !== null) {
    const place = `line ${bad.line} column ${bad.column}`;
    throw new Error(
      `company.json ${place}: not valid JSON here, got ${bad.found}; correct the text at that place`,
    );
  }
  const input: unknown = JSON.parse(text);
  const result = companySettings.safeParse(input);
  if (result.success) return result.data;
  const lines = explainIssues(companySettings, input, result.error.issues);
  throw new Error(lines.map((line) => `company.json ${line}`).join("\n"));
}

function filesOf(root: string, key: string, source: SourceSettings): string[] {
  const files = findFiles(root, source.file);
  if (files.length > 0) return files;
  const folder = folderOfPattern(root, source.file);
  const wrong = `no file matches in ${folder}, which holds ${listed(namesIn(folder))}`;
  throw new Error(
    `company.json ${key}.file: ${wrong}, got "${source.file}"; correct the name or add the file`,
  );
}

function listed(names: readonly string[]): string {
  if (names.length === 0) return "nothing";
  const first = names.slice(0, 10).join(", ");
  return names.length > 10 ? `${first} and ${names.length - 10} more` : first;
}

function shownName(root: string, path: string): string {
  const name = relative(root, path);
  return name.startsWith("..") || isAbsolute(name) ? path : name.split(sep).join("/");
}
