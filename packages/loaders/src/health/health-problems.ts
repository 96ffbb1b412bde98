import type { Problem } from "../company/company-problems.ts";
import { nearestName } from "../company/nearest-name.ts";
import { HEALTH_GROUPS, healthInputs } from "./health-inputs.ts";
import type { HealthSettings, HealthVersionSettings } from "./health-settings.ts";
import { bandsOf, exceptionsOf } from "./resolve-health.ts";

type Path = (string | number)[];

/** What the keys of `health` say against each other, and against the inputs there are. */
export function healthProblems(health: HealthSettings | undefined): Problem[] {
  const versions = health?.versions ?? [];
  return [
    ...versions.flatMap((version, at) => versionProblems(version, ["health", "versions", at])),
    ...orderProblems(versions),
    ...(health?.overrides ?? []).flatMap(({ from_on, until_on }, at): Problem[] => {
      if (until_on > from_on) return [];
      const message = `the override expires before it begins (${from_on}); correct one of the two`;
      return [{ path: ["health", "overrides", at, "until_on"], message, got: until_on }];
    }),
  ];
}

function orderProblems(versions: readonly HealthVersionSettings[]): Problem[] {
  return versions.flatMap((version, at): Problem[] => {
    const path: Path = ["health", "versions", at];
    const before = versions[at - 1];
    if (versions.findIndex((other) => other.version === version.version) < at) {
      const message = "two versions have this name; rename one of them";
      return [{ path: [...path, "version"], message, got: version.version }];
    }
    const { from_month } = version;
    if (at === 0 && from_month !== undefined) {
      const message = "the first version holds from the beginning; remove from_month";
      return [{ path: [...path, "from_month"], message, got: from_month }];
    }
    if (at === 0 || (from_month !== undefined && from_month > (before?.from_month ?? ""))) return [];
    const message = "versions are in order of from_month, each later than the one before; correct the month";
    return [{ path: [...path, "from_month"], message, got: from_month }];
  });
}

function unknown(path: Path, what: string, name: string, known: readonly string[]): Problem {
  const nearest = nearestName(name, known);
  const hint = nearest === null ? "remove it" : `did you mean "${nearest}"?`;
  return { path, message: `no such ${what}; ${hint} (there are: ${known.join(", ")})`, got: name };
}

const total = (weights: readonly number[]) =>
  Math.round(weights.reduce((sum, weight) => sum + weight, 0) * 1e6) / 1e6;

function groupProblems(groups: Readonly<Record<string, number>>, path: Path): Problem[] {
  const strange = Object.keys(groups).filter((name) => !HEALTH_GROUPS.some((group) => group === name));
  if (strange.length > 0)
    return strange.map((name) => unknown([...path, name], "group", name, HEALTH_GROUPS));
  const sum = total(Object.values(groups));
  if (sum === 100) return [];
  return [{ path, message: "weights do not add up to 100; correct one of them", got: sum }];
}

function versionProblems(version: HealthVersionSettings, path: Path): Problem[] {
  return [
    ...(version.groups ? groupProblems(version.groups, [...path, "groups"]) : []),
    ...(version.profiles ?? []).flatMap((profile, at) =>
      groupProblems(profile.groups, [...path, "profiles", at, "groups"]),
    ),
    ...inputProblems(version, [...path, "inputs"]),
    ...bandProblems(version, [...path, "bands"]),
    ...exceptionProblems(version, [...path, "exceptions"]),
  ];
}

function inputProblems({ inputs = {} }: HealthVersionSettings, path: Path): Problem[] {
  const all = healthInputs();
  const names = all.map(({ name }) => name);
  const problems: Problem[] = [];
  for (const [name, { points = [], weight, valid_days }] of Object.entries(inputs)) {
    const input = all.find((one) => one.name === name);
    if (input === undefined) problems.push(unknown([...path, name], "input", name, names));
    if (input?.tellsPresent && weight) {
      const message =
        "this input only tells the present, and a score of the past may not rest on it; use it in an exception";
      problems.push({ path: [...path, name, "weight"], message, got: weight });
    }
    if (input?.validDays === 0 && valid_days) {
      const message =
        "this input is worked out anew at each month's end, over a window of its own, and lasts no longer; remove valid_days";
      problems.push({ path: [...path, name, "valid_days"], message, got: valid_days });
    }
    const falls = points.findIndex(([value], at) => at > 0 && value <= (points[at - 1]?.[0] ?? value));
    if (falls > 0) {
      const message = "the values of the points do not rise; put them in order, each value once";
      problems.push({ path: [...path, name, "points", falls], message, got: points[falls] });
    }
  }
  if (problems.length > 0) return problems;
  for (const group of HEALTH_GROUPS) {
    const members = all.filter((input) => input.group === group && !input.tellsPresent);
    if (!members.some(({ name }) => inputs[name]?.weight !== undefined)) continue;
    const sum = total(members.map(({ name, weight }) => inputs[name]?.weight ?? weight));
    if (sum === 100) continue;
    const shown = members.map(({ name, weight }) => `${name} ${inputs[name]?.weight ?? weight}`).join(", ");
    problems.push({
      path,
      message: `weights of ${group} do not add up to 100; correct one of ${shown}`,
      got: sum,
    });
  }
  return problems;
}

function bandProblems(version: HealthVersionSettings, path: Path): Problem[] {
  const bands = bandsOf(version);
  return bands.flatMap(({ band, above, up_to }, at): Problem[] => {
    const before = at === 0 ? 0 : (bands[at - 1]?.up_to ?? 0);
    const problem = (key: string, message: string, got: unknown): Problem[] => [
      { path: [...path, at, key], message, got },
    ];
    if (["unscored", "new", "churned"].includes(band))
      return problem("band", "this word has a meaning of its own; take another name", band);
    if (bands.findIndex((other) => other.band === band) < at)
      return problem("band", "two bands have this name; rename one of them", band);
    if (above > before)
      return problem("above", `there is a hole between ${before} and this band; write ${before}`, above);
    if (above < before)
      return problem("above", `this band overlaps the one below, up to ${before}; write ${before}`, above);
    if (up_to <= above)
      return problem("up_to", `the band is empty, it begins above ${above}; write more`, up_to);
    if (at === bands.length - 1 && up_to !== 100)
      return problem("up_to", "scores above it have no band; let the last band end at 100", up_to);
    return [];
  });
}

function exceptionProblems(version: HealthVersionSettings, path: Path): Problem[] {
  const inputs = healthInputs().map(({ name }) => name);
  const bands = bandsOf(version).map(({ band }) => band);
  return exceptionsOf(version).flatMap(({ input, above, below, at_most }, at): Problem[] => {
    if (!inputs.includes(input)) return [unknown([...path, at, "input"], "input", input, inputs)];
    if (!bands.includes(at_most)) return [unknown([...path, at, "at_most"], "band", at_most, bands)];
    if ((above === undefined) === (below === undefined)) {
      const message = "exactly one of above and below says when it holds; keep one";
      return [{ path: [...path, at], message, got: { above, below } }];
    }
    return [];
  });
}
