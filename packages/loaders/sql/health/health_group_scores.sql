-- A row is a group of inputs that counts towards a customer's score of a month: its mean score over what is present. Sums are
-- of decimals, so that they are the same to the last digit in every build, whatever the order.
-- grain: customer_no, month_no, group_name
-- customer_no   customers
-- month_no      health_months
-- group_name    a group of the configuration
-- group_share   its share of the whole before anything is missing, 0 to 1
-- coverage      share of its own weight that is present, 0 to 1
-- group_score   0 to 100
-- check: unique(customer_no, month_no, group_name)
with
health_values as (select * from health_values),
health_weights as (select * from health_weights),

sums as (
  select
    entry.customer_no, entry.month_no, weight.group_name,
    max(weight.group_weight) as group_weight,
    max(weight.all_group_weight) as all_group_weight,
    cast(sum(weight.input_weight) as double) / cast(max(weight.all_input_weight) as double) as coverage,
    cast(sum(cast(cast(weight.input_weight as double) * entry.input_score as decimal(32, 18))) as double)
      / cast(sum(weight.input_weight) as double) as group_score
  from health_values as entry
  join health_weights as weight
    on weight.version_no = entry.version_no and weight.profile_no = entry.profile_no and weight.input = entry.input
  group by entry.customer_no, entry.month_no, weight.group_name
),

final as (
  select
    sums.customer_no, sums.month_no, sums.group_name,
    cast(sums.group_weight as double) / cast(sums.all_group_weight as double) as group_share,
    sums.coverage, sums.group_score
  from sums
)

select customer_no, month_no, group_name, group_share, coverage, group_score
from final
