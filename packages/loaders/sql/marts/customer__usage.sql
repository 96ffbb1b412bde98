-- A customer's use of the product by month. Months without use have no row.
-- grain: customer_id, usage_month
-- customer_id    the company's own key
-- usage_month    first day of the month
-- event_count    events
-- people_count   people who used it; null where the export names nobody
-- days_count     days of the month with use
-- feature_count  features used
-- check: unique(customer_id, usage_month)
with
company as (select * from company),
read_usage as (select * from read_usage),
customer__shards as (select * from customer__shards),

final as (
  select
    usage.customer_id, usage.usage_month,
    cast(sum(usage.event_count) as bigint) as event_count,
    nullif(cast(count(distinct usage.person_id) as integer), 0) as people_count,
    cast(bit_count(bit_or(usage.days_used)) as integer) as days_count,
    cast(count(distinct usage.feature) as integer) as feature_count
  from read_usage as usage
  join company on usage.usage_month <= company.as_of
  join customer__shards as shard on shard.customer_id = usage.customer_id
  group by usage.customer_id, usage.usage_month
)

select customer_id, usage_month, event_count, people_count, days_count, feature_count
from final
order by customer_id, usage_month
