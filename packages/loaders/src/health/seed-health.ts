import type { DuckDBConnection } from "@duckdb/node-api";
import { seedList } from "../models/seed-list.ts";
import { healthInputs } from "./health-inputs.ts";
import type { HealthOverride } from "./health-settings.ts";
import type { ConfiguredInput, HealthConfiguration } from "./resolve-health.ts";

/** How a company's health is scored: versions, oldest first, and overrides. */
export interface HealthSeed {
  readonly configurations: readonly HealthConfiguration[];
  readonly overrides: readonly HealthOverride[];
}

const monthNo = (date: string) => Number(date.slice(0, 4)) * 12 + Number(date.slice(5, 7));
/** Beyond every month, and beyond every value of an input. */
const [lastMonth, beyond] = [99_999, 1e300];

function segmentsOf({ name, points }: ConfiguredInput) {
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return [];
  const level = { to_value: null, to_score: null };
  return [
    { input: name, at_least: -beyond, below: first[0], from_value: first[0], from_score: first[1], ...level },
    ...points.slice(1).map(([value, score], at) => {
      const [from_value, from_score] = points[at] ?? first;
      return {
        input: name,
        at_least: from_value,
        below: value,
        from_value,
        from_score,
        to_value: value,
        to_score: score,
      };
    }),
    { input: name, at_least: last[0], below: beyond, from_value: last[0], from_score: last[1], ...level },
  ];
}

function weightsOf({ inputs }: HealthConfiguration, groups: Readonly<Record<string, number>>) {
  const all = Object.values(groups).reduce((sum, weight) => sum + weight, 0);
  return inputs.flatMap(({ name, group, weight }) => {
    const group_weight = groups[group] ?? 0;
    if (weight === 0 || group_weight === 0) return [];
    const members = inputs.filter((input) => input.group === group);
    return {
      input: name,
      group_name: group,
      group_weight,
      input_weight: weight,
      all_group_weight: all,
      all_input_weight: members.reduce((sum, member) => sum + member.weight, 0),
    };
  });
}

/**
 * Writes the small tables that say how health is scored: health_versions, health_profiles, health_weights, health_segments,
 * health_validity, health_bands, health_exceptions, health_overrides, health_inputs. Without a seed they are empty, and no
 * health is scored.
 */
export async function seedHealth(connection: DuckDBConnection, seed?: HealthSeed): Promise<void> {
  const versions = seed?.configurations ?? [];
  const each = <Row extends object>(rows: (configuration: HealthConfiguration) => readonly Row[]) =>
    versions.flatMap((configuration, at) =>
      rows(configuration).map((row) => ({ version_no: at + 1, ...row })),
    );
  const upTo = ({ bands }: HealthConfiguration, name: string) =>
    bands.find(({ band }) => band === name)?.up_to;
  await seedList(connection, {
    table: "health_versions",
    columns: {
      version_no: "integer",
      version: "varchar",
      from_month_no: "integer",
      to_month_no: "integer",
      coverage_floor: "double",
    },
    rows: versions.map((configuration, at) => ({
      version_no: at + 1,
      version: configuration.version,
      from_month_no: configuration.fromMonth === null ? 0 : monthNo(configuration.fromMonth),
      to_month_no: versions[at + 1]?.fromMonth ? monthNo(versions[at + 1]?.fromMonth ?? "") : lastMonth,
      coverage_floor: configuration.coverageFloor,
    })),
  });
  await seedList(connection, {
    table: "health_profiles",
    columns: {
      version_no: "integer",
      profile_no: "integer",
      profile: "varchar",
      touch_tier: "varchar",
      lifecycle: "varchar",
    },
    rows: each(({ profiles }) =>
      profiles.map(({ profile, touchTier, lifecycle }, at) => ({
        profile_no: at + 1,
        profile,
        touch_tier: touchTier,
        lifecycle,
      })),
    ),
  });
  const weight = "decimal(18, 6)";
  await seedList(connection, {
    table: "health_weights",
    columns: {
      version_no: "integer",
      profile_no: "integer",
      input: "varchar",
      group_name: "varchar",
      group_weight: weight,
      input_weight: weight,
      all_group_weight: weight,
      all_input_weight: weight,
    },
    rows: each((configuration) =>
      configuration.profiles.flatMap(({ groups }, at) =>
        weightsOf(configuration, groups).map((row) => ({ profile_no: at + 1, ...row })),
      ),
    ),
  });
  await seedList(connection, {
    table: "health_segments",
    columns: {
      version_no: "integer",
      input: "varchar",
      at_least: "double",
      below: "double",
      from_value: "double",
      from_score: "double",
      to_value: "double",
      to_score: "double",
    },
    rows: each(({ inputs }) => inputs.flatMap(segmentsOf)),
  });
  await seedList(connection, {
    table: "health_validity",
    columns: { version_no: "integer", input: "varchar", valid_days: "integer" },
    rows: each(({ inputs }) => inputs.map(({ name, validDays }) => ({ input: name, valid_days: validDays }))),
  });
  await seedList(connection, {
    table: "health_bands",
    columns: { version_no: "integer", band_no: "integer", band: "varchar", above: "double", up_to: "double" },
    rows: each(({ bands }) => bands.map((band, at) => ({ band_no: at + 1, ...band }))),
  });
  await seedList(connection, {
    table: "health_exceptions",
    columns: {
      version_no: "integer",
      exception_no: "integer",
      name: "varchar",
      input: "varchar",
      above: "double",
      below: "double",
      at_most: "double",
    },
    rows: each((configuration) =>
      configuration.exceptions.map(({ name, input, above, below, at_most }, at) => ({
        exception_no: at + 1,
        name,
        input,
        above: above ?? null,
        below: below ?? null,
        at_most: upTo(configuration, at_most),
      })),
    ),
  });
  await seedList(connection, {
    table: "health_overrides",
    columns: {
      override_no: "integer",
      customer_id: "varchar",
      score: "double",
      from_on: "date",
      until_on: "date",
      reason: "varchar",
      author: "varchar",
    },
    rows: (seed?.overrides ?? []).map((override, at) => ({ override_no: at + 1, ...override })),
  });
  await seedList(connection, {
    table: "health_inputs",
    columns: {
      input: "varchar",
      title: "varchar",
      group_name: "varchar",
      direction: "varchar",
      unit: "varchar",
      needs: "varchar",
      tells_present: "boolean",
    },
    rows: seed
      ? healthInputs().map(({ name, title, group, direction, unit, needs, tellsPresent }) => ({
          input: name,
          title,
          group_name: group,
          direction,
          unit,
          needs: needs.join(", "),
          tells_present: tellsPresent,
        }))
      : [],
  });
}
