import { type HealthInput, type HealthPoint, healthInputs } from "./health-inputs.ts";
import type { HealthSettings, HealthVersionSettings } from "./health-settings.ts";

/** A band of scores: (above, up_to]; the lowest is closed at 0. */
export interface HealthBand {
  readonly band: string;
  readonly above: number;
  readonly up_to: number;
}

/** An input as a configuration counts it. */
export interface ConfiguredInput {
  readonly name: string;
  readonly group: string;
  readonly weight: number;
  readonly points: readonly HealthPoint[];
  readonly validDays: number;
}

/** Everything a month's scores are made with. */
export interface HealthConfiguration {
  readonly version: string;
  /** First month, as its first day; null from the beginning. */
  readonly fromMonth: string | null;
  readonly inputs: readonly ConfiguredInput[];
  /** Whom it is for, in order: the first that fits counts. The last fits everybody. */
  readonly profiles: readonly {
    readonly profile: string;
    readonly touchTier: string | null;
    readonly lifecycle: string | null;
    readonly groups: Readonly<Record<string, number>>;
  }[];
  readonly bands: readonly HealthBand[];
  readonly coverageFloor: number;
  readonly exceptions: NonNullable<HealthVersionSettings["exceptions"]>;
}

/** What holds where company.json says nothing: docs/health.md gives the reasons. */
export const defaultHealth = {
  groups: {
    adoption: 40,
    support: 12,
    surveys: 14,
    marketing: 4,
    community: 2,
    participation: 2,
    growth: 8,
    self_sufficiency: 4,
    invoices: 4,
    relationship: 10,
  },
  bands: [
    { band: "red", above: 0, up_to: 50 },
    { band: "yellow", above: 50, up_to: 70 },
    { band: "green", above: 70, up_to: 100 },
  ],
  coverage_floor: 0.4,
  exceptions: [
    { name: "Urgent ticket open over 10 days", input: "urgent_ticket_age", above: 10, at_most: "yellow" },
  ],
} as const;

function configuredInput(input: HealthInput, given: HealthVersionSettings["inputs"]): ConfiguredInput {
  const own = given?.[input.name];
  return {
    name: input.name,
    group: input.group,
    weight: input.tellsPresent ? 0 : (own?.weight ?? input.weight),
    points: own?.points ?? input.points,
    validDays: own?.valid_days ?? input.validDays,
  };
}

/** The bands a version has: its own, else the default ones. */
export const bandsOf = (version: HealthVersionSettings): readonly HealthBand[] =>
  version.bands ?? defaultHealth.bands;

/** The exceptions a version has: its own; else the default ones whose band it knows. */
export const exceptionsOf = (version: HealthVersionSettings): HealthConfiguration["exceptions"] =>
  version.exceptions ??
  defaultHealth.exceptions.filter(({ at_most }) => bandsOf(version).some(({ band }) => band === at_most));

function configuration(version: HealthVersionSettings): HealthConfiguration {
  const groups: Readonly<Record<string, number>> = version.groups ?? defaultHealth.groups;
  const profiles = (version.profiles ?? []).map((profile) => ({
    profile: profile.profile,
    touchTier: profile.touch_tier ?? null,
    lifecycle: profile.lifecycle ?? null,
    groups: profile.groups,
  }));
  return {
    version: version.version,
    fromMonth: version.from_month ?? null,
    inputs: healthInputs().map((input) => configuredInput(input, version.inputs)),
    profiles: [...profiles, { profile: "Everybody", touchTier: null, lifecycle: null, groups }],
    bands: bandsOf(version),
    coverageFloor: version.coverage_floor ?? defaultHealth.coverage_floor,
    exceptions: exceptionsOf(version),
  };
}

/**
 * The configurations of a company, the oldest first, with everything company.json leaves out filled in. Without `health`
 * there is one, made of the defaults.
 */
export function resolveHealth(settings: HealthSettings | undefined): HealthConfiguration[] {
  const versions: readonly HealthVersionSettings[] = settings?.versions ?? [{ version: "default" }];
  return versions.map(configuration);
}
