-- The portfolio of each customer success manager on as_of: customers and ARR on the committed basis, touch, cost. One row
-- more, without a csm, holds the customers nobody is known to look after, where there are any.
-- grain: csm
-- csm                who; null for the customers of nobody
-- name               the name to show; null for the customers of nobody
-- team               team; null where unknown
-- is_on_roster       false where only an assignment or a customer names them
-- currency           reporting currency
-- customers          paying customers in their care; one that several share counts for each
-- shared_customers   of them, shared with others
-- arr_minor          ARR in their care, minor units; that of a shared customer in equal parts
-- touched_customers  of the customers, those with an activity in the three months up to as_of
-- annual_cost_minor  cost a year, minor units; null where unknown
-- check: unique(csm)
with
company as (select * from company),
customers_now as (select * from customers_now),
customer_care as (select * from customer_care),
customer_touches as (select * from customer_touches),
roster_now as (select * from roster_now),

portfolios as (
  select care.csm,
    count(*) filter (where now.is_active) as customers,
    count(*) filter (where now.is_active and care.csms > 1) as shared_customers,
    cast(sum(care.arr_minor) as bigint) as arr_minor,
    count(*) filter (where now.is_active and touch.is_in_quarter) as touched_customers
  from customer_care as care
  join customers_now as now on now.customer_no = care.customer_no
  join customer_touches as touch on touch.customer_no = care.customer_no
  group by care.csm
),

final as (
  select person.csm, person.name, person.team, person.is_on_roster, company.currency,
    coalesce(portfolio.customers, 0) as customers,
    coalesce(portfolio.shared_customers, 0) as shared_customers,
    coalesce(portfolio.arr_minor, 0) as arr_minor,
    coalesce(portfolio.touched_customers, 0) as touched_customers,
    person.annual_cost_minor
  from roster_now as person
  cross join company
  left join portfolios as portfolio on portfolio.csm = person.csm
  where person.role = 'csm' or portfolio.csm is not null
  union all
  select portfolio.csm, cast(null as varchar) as name, cast(null as varchar) as team, false as is_on_roster,
    company.currency, portfolio.customers, portfolio.shared_customers, portfolio.arr_minor, portfolio.touched_customers,
    cast(null as bigint) as annual_cost_minor
  from portfolios as portfolio
  cross join company
  where portfolio.csm is null
)

select
  csm, name, team, is_on_roster, currency, customers, shared_customers, arr_minor, touched_customers, annual_cost_minor
from final
order by csm nulls last
