-- How what is exported of customers lies beside their contracts: a row each kind of fact of which something was read. A
-- ticket before the first contract is no fault of itself; many are a sign of wrong keys or of an export that lacks lines.
-- grain: fact
-- fact              tickets, survey_responses, activities, engagement, milestones, invoices, usage
-- rows              rows of the exports; of usage the rows behind the roll-up
-- customers         customers they are of
-- rows_before       dated before the first contract of their customer was signed or began; usage by whole months
-- customers_before  customers they are of
-- rows_after        dated when every contract of their customer had ended; usage by whole months
-- customers_after   customers they are of
-- rows_without      of customers without a contract
-- check: unique(fact)
-- check: assert(rows_before + rows_after + rows_without <= rows)
-- check: assert(customers_before <= customers and customers_after <= customers)
with
read_contract_lines as (select * from read_contract_lines),
read_tickets as (select * from read_tickets),
read_survey_responses as (select * from read_survey_responses),
read_activities as (select * from read_activities),
read_engagement as (select * from read_engagement),
read_milestones as (select * from read_milestones),
read_invoices as (select * from read_invoices),
read_usage as (select * from read_usage),

-- A row a customer, fact and day; usage a row a month, from its first day to its last.
facts as (
  select 'tickets' as fact, customer_id, opened_on as from_on, opened_on as to_on, 1 as rows from read_tickets
  union all
  select 'survey_responses', customer_id, responded_on, responded_on, 1 from read_survey_responses
  union all
  select 'activities', customer_id, activity_on, activity_on, 1 from read_activities
  union all
  select 'engagement', customer_id, engaged_on, engaged_on, 1 from read_engagement
  union all
  select 'milestones', customer_id, reached_on, reached_on, 1 from read_milestones where reached_on is not null
  union all
  select 'invoices', customer_id, invoiced_on, invoiced_on, 1 from read_invoices
  union all
  select 'usage', customer_id, usage_month, last_day(usage_month), row_count from read_usage
),

contracts as (
  select
    customer_id,
    min(least(signed_on, start_on)) as first_on,
    case when bool_or(end_on is null or auto_renews) then date '9999-12-31' else max(end_on) end as last_on
  from read_contract_lines
  group by customer_id
),

placed as (
  select
    fact.fact, fact.customer_id, fact.rows,
    case
      when contract.customer_id is null then 'without'
      when fact.to_on < contract.first_on then 'before'
      when fact.from_on >= contract.last_on then 'after'
      else 'within'
    end as place
  from facts as fact
  left join contracts as contract on contract.customer_id = fact.customer_id
),

final as (
  select
    fact,
    cast(sum(rows) as bigint) as rows,
    cast(count(distinct customer_id) as bigint) as customers,
    cast(coalesce(sum(rows) filter (place = 'before'), 0) as bigint) as rows_before,
    cast(count(distinct customer_id) filter (place = 'before') as bigint) as customers_before,
    cast(coalesce(sum(rows) filter (place = 'after'), 0) as bigint) as rows_after,
    cast(count(distinct customer_id) filter (place = 'after') as bigint) as customers_after,
    cast(coalesce(sum(rows) filter (place = 'without'), 0) as bigint) as rows_without
  from placed
  group by fact
)

select fact, rows, customers, rows_before, customers_before, rows_after, customers_after, rows_without
from final
order by fact
