-- A row is an input that counts towards a customer's score of a month: its score by the points of the configuration, and its
-- share of the whole after the weights of what is missing were shared out, within the group first, then among groups.
-- grain: customer_no, month_no, input
-- customer_no   customers
-- month_no      health_months
-- input         health_inputs
-- group_name    its group
-- value         in the input's unit
-- input_score   0 to 100, linear between two points, level beyond the first and the last
-- share         0 to 1; the shares of a customer's month add up to 1
-- group_share   share of its group before anything is missing, 0 to 1
-- coverage      its part of the group's weight before anything is missing, 0 to 1
-- check: unique(customer_no, month_no, input)
with
health_values as (select * from health_values),
health_weights as (select * from health_weights),
health_segments as (select * from health_segments),

weighted as (
  select
    entry.customer_no, entry.month_no, entry.input, weight.group_name, entry.value,
    weight.group_weight, weight.input_weight, weight.all_input_weight, weight.all_group_weight,
    case
      when segment.to_value is null then segment.from_score
      else segment.from_score
        + (segment.to_score - segment.from_score) * (entry.value - segment.from_value) / (segment.to_value - segment.from_value)
    end as input_score
  from health_values as entry
  join health_weights as weight
    on weight.version_no = entry.version_no and weight.profile_no = entry.profile_no and weight.input = entry.input
  join health_segments as segment
    on segment.version_no = entry.version_no
    and segment.input = entry.input
    and entry.value >= segment.at_least
    and entry.value < segment.below
),

groups as (
  select
    entry.customer_no, entry.month_no, entry.group_name, max(entry.group_weight) as group_weight,
    sum(entry.input_weight) as present_weight
  from weighted as entry
  group by entry.customer_no, entry.month_no, entry.group_name
),

wholes as (
  select group_of.customer_no, group_of.month_no, sum(group_of.group_weight) as present_weight
  from groups as group_of
  group by group_of.customer_no, group_of.month_no
),

final as (
  select
    entry.customer_no, entry.month_no, entry.input, entry.group_name, entry.value, entry.input_score,
    (cast(entry.group_weight as double) / cast(whole.present_weight as double))
      * (cast(entry.input_weight as double) / cast(group_of.present_weight as double)) as share,
    cast(entry.group_weight as double) / cast(entry.all_group_weight as double) as group_share,
    cast(entry.input_weight as double) / cast(entry.all_input_weight as double) as coverage
  from weighted as entry
  join groups as group_of
    on group_of.customer_no = entry.customer_no
    and group_of.month_no = entry.month_no
    and group_of.group_name = entry.group_name
  join wholes as whole on whole.customer_no = entry.customer_no and whole.month_no = entry.month_no
)

select customer_no, month_no, input, group_name, value, input_score, share, group_share, coverage
from final
