-- A row is an input that counts towards a customer's score of the newest two months, whose change it explains: its score, and
-- its share of the whole after the weights of what is missing were shared out, within the group first, then among groups.
-- grain: customer_no, month_no, input
-- customer_no   customers
-- month_no      health_months
-- input         health_inputs
-- value         in the input's unit
-- input_score   0 to 100
-- share         0 to 1; the shares of a customer's month add up to 1
-- check: unique(customer_no, month_no, input)
with
company as (select * from company),
health_values as (select * from health_values),
health_group_scores as (select * from health_group_scores),
health_weights as (select * from health_weights),

groups as (
  select
    group_of.*,
    cast(sum(cast(group_of.group_share as decimal(24, 18))) over (
      partition by group_of.customer_no, group_of.month_no
    ) as double) as present_share
  from health_group_scores as group_of
  join company on group_of.month_no between company.last_month_no - 1 and company.last_month_no
),

final as (
  select
    entry.customer_no, entry.month_no, entry.input, entry.value, entry.input_score,
    (group_of.group_share / group_of.present_share)
      * (cast(weight.input_weight as double) / cast(weight.all_input_weight as double) / group_of.coverage) as share
  from health_values as entry
  join health_weights as weight
    on weight.version_no = entry.version_no and weight.profile_no = entry.profile_no and weight.input = entry.input
  join groups as group_of
    on group_of.customer_no = entry.customer_no
    and group_of.month_no = entry.month_no
    and group_of.group_name = weight.group_name
)

select customer_no, month_no, input, value, input_score, share
from final
