-- A row is the value of an input for a customer at a month's end, while it is valid: the newest one measured, unless that is
-- older than the input's validity.
-- grain: customer_no, month_no, input
-- customer_no   customers
-- month_no      health_months
-- version_no    health_versions
-- profile_no    health_profiles
-- input         file name of the input
-- value         in the input's unit
-- input_score   0 to 100 by the points of the configuration: linear between two, level beyond the first and the last
-- check: unique(customer_no, month_no, input)
with
health_customers as (select * from health_customers),
health_input_rows as (select * from health_input_rows),
health_validity as (select * from health_validity),
health_segments as (select * from health_segments),

lasting as (
  select validity.input, max(validity.valid_days) as valid_days from health_validity as validity group by validity.input
),

-- What counts for its own month alone needs no order of months.
own as (
  select
    entry.input, entry.customer_id, entry.value,
    cast(year(entry.month) * 12 + month(entry.month) as integer) as month_no,
    coalesce(entry.measured_on, cast(entry.month + interval 1 month - interval 1 day as date)) as measured_on
  from health_input_rows as entry
  join lasting on lasting.input = entry.input and lasting.valid_days = 0
  where entry.value is not null
),

dated as (
  select
    entry.input, entry.customer_id, entry.value, lasting.valid_days,
    cast(year(entry.month) * 12 + month(entry.month) as integer) as month_no,
    coalesce(entry.measured_on, cast(entry.month + interval 1 month - interval 1 day as date)) as measured_on
  from health_input_rows as entry
  join lasting on lasting.input = entry.input and lasting.valid_days > 0
  where entry.value is not null
),

stretches as (
  select
    dated.*,
    lead(dated.month_no) over (partition by dated.input, dated.customer_id order by dated.month_no nulls last) as next_no,
    cast(dated.measured_on + dated.valid_days as date) as last_on
  from dated
),

carried as (
  select own.input, own.customer_id, own.value, own.measured_on, own.month_no from own
  union all
  select
    stretch.input, stretch.customer_id, stretch.value, stretch.measured_on,
    unnest(range(
      stretch.month_no,
      greatest(
        least(coalesce(stretch.next_no, 99999), cast(year(stretch.last_on) * 12 + month(stretch.last_on) as integer) + 1),
        stretch.month_no + 1
      )
    )) as month_no
  from stretches as stretch
),

final as (
  select
    customer.customer_no, customer.month_no, customer.version_no, customer.profile_no, carried.input, carried.value,
    case
      when segment.to_value is null then segment.from_score
      else segment.from_score
        + (segment.to_score - segment.from_score)
          * (carried.value - segment.from_value) / (segment.to_value - segment.from_value)
    end as input_score
  from carried
  join health_customers as customer
    on customer.customer_id = carried.customer_id and customer.month_no = carried.month_no
  join health_validity as validity
    on validity.version_no = customer.version_no and validity.input = carried.input
  join health_segments as segment
    on segment.version_no = customer.version_no
    and segment.input = carried.input
    and carried.value >= segment.at_least
    and carried.value < segment.below
  where date_diff('day', carried.measured_on, customer.ends_on) <= validity.valid_days
)

select customer_no, month_no, version_no, profile_no, input, value, input_score
from final
