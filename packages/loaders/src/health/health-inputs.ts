import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { loadersFolder } from "../models/loaders-folder.ts";
import { parseHeader } from "../models/parse-header.ts";

/** Groups of inputs, in the order reports show them. */
export const HEALTH_GROUPS = [
  "adoption",
  "support",
  "surveys",
  "marketing",
  "community",
  "participation",
  "growth",
  "self_sufficiency",
  "invoices",
  "relationship",
] as const;

export type HealthGroup = (typeof HEALTH_GROUPS)[number];

/** A value and the score it gives, 0 to 100. */
export type HealthPoint = readonly [value: number, score: number];

/** What the header of a file in `health/` says of an input. */
export interface HealthInput {
  /** File name without `.sql`. */
  readonly name: string;
  readonly title: string;
  readonly group: HealthGroup;
  readonly direction: "higher" | "lower" | "middle";
  readonly unit: string;
  /** A value measured more days before the month's end is missing; 0 is a value of that month's end alone. */
  readonly validDays: number;
  /** Exports without which it has no value. */
  readonly needs: readonly string[];
  /** It only knows how things stand when the exports were taken: never part of a score, and only of the newest month. */
  readonly tellsPresent: boolean;
  /** Scoring points and weight within the group, where company.json says nothing. */
  readonly points: readonly HealthPoint[];
  readonly weight: number;
}

const listed = (text: string | undefined): string[] =>
  (text ?? "").split(",").flatMap((part) => part.trim() || []);

/**
 * What does the header of a health input say?
 *
 * @throws Error naming the file and the line of the header that is missing or cannot be read.
 */
export function parseHealthInput(file: string, sql: string): HealthInput {
  const { notes } = parseHeader(file, sql);
  const fail = (key: string, expected: string): never => {
    throw new Error(
      `${file}: the header's ${key} is not ${expected}, got ${JSON.stringify(notes.get(key) ?? "nothing")}; write a line "-- ${key}: ..."`,
    );
  };
  const oneOf = <Word extends string>(key: string, words: readonly Word[]): Word =>
    words.find((word) => word === notes.get(key)) ?? fail(key, `one of ${words.join(", ")}`);
  const number = (key: string): number => {
    const value = Number(notes.get(key) ?? Number.NaN);
    return value >= 0 ? value : fail(key, "a number from 0");
  };
  const points = listed(notes.get("points")).map((point): HealthPoint => {
    const [value = Number.NaN, score = Number.NaN] = point.split(":").map(Number);
    return Number.isFinite(value) && score >= 0 && score <= 100
      ? [value, score]
      : fail("points", "value:score, ...");
  });
  if (points.length < 2 || points.some(([value], at) => at > 0 && value <= (points[at - 1]?.[0] ?? value)))
    fail("points", "two points or more with values that rise");
  return {
    name: file.replace(/^.*\//, "").replace(/\.sql$/, ""),
    title: notes.get("title") ?? fail("title", "a text"),
    group: oneOf("group", HEALTH_GROUPS),
    direction: oneOf("direction", ["higher", "lower", "middle"]),
    unit: notes.get("unit") ?? fail("unit", "a text"),
    validDays: number("valid_days"),
    needs: listed(notes.get("needs")),
    tellsPresent: notes.has("tells") && oneOf("tells", ["present"]) === "present",
    points,
    weight: number("weight"),
  };
}

let known: readonly HealthInput[] | undefined;

/** The inputs there are, one a file of `packages/loaders/health`, by name. Read once a process, and again once forgotten. */
export function healthInputs(): readonly HealthInput[] {
  known ??= readdirSync(join(loadersFolder, "health"))
    .filter((name) => name.endsWith(".sql"))
    .sort()
    .map((name) =>
      parseHealthInput(`health/${name}`, readFileSync(join(loadersFolder, "health", name), "utf8")),
    );
  return known;
}

/** Has the inputs read again when they are next asked for. */
export function forgetHealthInputs(): void {
  known = undefined;
}
