-- What the health score is made of, and what the company's exports leave out.
-- grain: input
-- input             file name of the input
-- title             what it is
-- group_name        group it counts for
-- direction         higher, lower or middle is better
-- unit              of its value
-- version           newest configuration
-- weight            its share of the whole where nothing is missing, 0 to 1, by the profile Everybody
-- needs             exports it comes from
-- missing           those of them the company does not have; empty where all are there
-- tells_present     it only knows how things stand now: never part of a score
-- customers         customers of the last month with a valid value
-- check: unique(input)
-- check: assert(weight between 0 and 1)
with
company as (select * from company),
health_inputs as (select * from health_inputs),
health_exports as (select * from health_exports),
health_versions as (select * from health_versions),
health_profiles as (select * from health_profiles),
health_weights as (select * from health_weights),
health_values as (select * from health_values),

newest as (
  select version.version_no, version.version, profile.profile_no
  from health_versions as version
  join health_profiles as profile on profile.version_no = version.version_no
  order by version.version_no desc, profile.profile_no desc
  limit 1
),

asked as (
  select input.input, trim(unnest(string_split(input.needs, ','))) as export_name from health_inputs as input
),

missing as (
  select asked.input, string_agg(asked.export_name, ', ' order by asked.export_name) as missing
  from asked
  join health_exports as export on export.export_name = asked.export_name and export.row_count = 0
  group by asked.input
),

counted as (
  select entry.input, count(*) as customers
  from health_values as entry
  join company on company.last_month_no = entry.month_no
  group by entry.input
),

final as (
  select
    input.input, input.title, input.group_name, input.direction, input.unit, newest.version,
    coalesce(
      cast(weight.group_weight as double) / cast(weight.all_group_weight as double)
        * (cast(weight.input_weight as double) / cast(weight.all_input_weight as double)),
      0
    ) as weight,
    input.needs, coalesce(missing.missing, '') as missing, input.tells_present,
    coalesce(counted.customers, 0) as customers
  from health_inputs as input
  cross join newest
  left join health_weights as weight
    on weight.version_no = newest.version_no and weight.profile_no = newest.profile_no and weight.input = input.input
  left join missing on missing.input = input.input
  left join counted on counted.input = input.input
)

select input, title, group_name, direction, unit, version, weight, needs, missing, tells_present, customers
from final
order by input
