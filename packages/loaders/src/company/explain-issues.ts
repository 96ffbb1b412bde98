import type { z } from "zod";
import { layouts } from "../read/layouts.ts";
import { nearestName } from "./nearest-name.ts";

type Issue = z.core.$ZodIssue;
type Path = readonly PropertyKey[];
type Schema = z.core.$ZodType;

/**
 * What is wrong in a settings file, in words: key, what was expected, what stands there, the way out.
 *
 * @param schema the schema the input was held against; its `describe` texts say what is allowed
 * @returns one line an issue, each starting with the key's path
 */
export function explainIssues(schema: Schema, input: unknown, issues: readonly Issue[]): string[] {
  return issues.flatMap((issue) => explain(schema, input, issue));
}

function explain(schema: Schema, input: unknown, issue: Issue): string[] {
  if (issue.code === "unrecognized_keys") {
    const allowed = keysAt(schema, issue.path);
    return issue.keys.map((key) =>
      unknownKey([...issue.path, key], valueAt(input, [...issue.path, key]), allowed),
    );
  }
  const got = valueAt(input, issue.path);
  if (issue.code === "custom" && issue.message === "unknown column") {
    const layout = valueAt(input, [...issue.path.slice(0, -2), "layout"]);
    return [unknownKey(issue.path, got, Object.keys(layouts[String(layout)]?.columns ?? {}))];
  }
  if (issue.code === "custom" && issue.message !== "Invalid input") {
    const [wrong, ...rest] = issue.message.split("; ");
    return [`${keyOf(issue.path)}: ${wrong}, got ${show(issue.params?.got)}; ${rest.join("; ")}`];
  }
  if (issue.path.length === 0)
    return [`(the whole file): expected an object, got ${show(got)}; see the README for an example`];
  const allowed = describedAt(schema, issue.path) ?? issue.message;
  if (got === undefined) return [`${keyOf(issue.path)}: expected ${allowed}, got nothing; add the key`];
  const optional = isOptional(schemaAt(schema, issue.path));
  const wayOut = optional ? "correct it, or leave the key out" : "correct it";
  return [`${keyOf(issue.path)}: expected ${allowed}, got ${show(got)}; ${wayOut}`];
}

function unknownKey(path: Path, got: unknown, allowed: readonly string[]): string {
  const nearest = nearestName(String(path.at(-1)), allowed);
  const hint = nearest === null ? "remove it" : `did you mean "${nearest}"?`;
  return `${keyOf(path)}: unknown key, got ${show(got)}; ${hint} (allowed: ${allowed.join(", ")})`;
}

/** A path as people write it: sources[0].columns.start_on. */
export function keyOf(path: Path): string {
  if (path.length === 0) return "(the whole file)";
  return path
    .map((part, i) => (typeof part === "number" ? `[${part}]` : `${i > 0 ? "." : ""}${String(part)}`))
    .join("");
}

/** A value as it stands in the file, shortened. */
export function show(value: unknown): string {
  if (value === undefined) return "nothing";
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}

function valueAt(input: unknown, path: Path): unknown {
  let at = input;
  for (const part of path) {
    if (typeof at !== "object" || at === null) return undefined;
    at = (at as Record<PropertyKey, unknown>)[part];
  }
  return at;
}

interface Parts {
  type: string;
  innerType?: Schema;
  element?: Schema;
  valueType?: Schema;
  shape?: Record<string, Schema>;
}

function partsOf(schema: Schema): Parts {
  return schema._zod.def as unknown as Parts;
}

function unwrap(schema: Schema): Schema {
  const inner = partsOf(schema).innerType;
  return inner === undefined ? schema : unwrap(inner);
}

function schemaAt(schema: Schema, path: Path): Schema | undefined {
  let at: Schema | undefined = schema;
  for (const part of path) {
    if (at === undefined) return undefined;
    const parts: Parts = partsOf(unwrap(at));
    at = parts.shape?.[String(part)] ?? parts.element ?? parts.valueType;
  }
  return at;
}

function describedAt(schema: Schema, path: Path): string | undefined {
  let at = schemaAt(schema, path);
  while (at !== undefined) {
    const described = (at as z.ZodType).description;
    if (described !== undefined) return described;
    at = partsOf(at).innerType;
  }
  return undefined;
}

function isOptional(schema: Schema | undefined): boolean {
  return schema !== undefined && ["optional", "default", "prefault"].includes(partsOf(schema).type);
}

function keysAt(schema: Schema, path: Path): string[] {
  const at = schemaAt(schema, path);
  if (at === undefined) return [];
  return Object.keys(partsOf(unwrap(at)).shape ?? { value: undefined });
}
