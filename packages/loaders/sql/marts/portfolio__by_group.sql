-- Portfolios summed: all customers, each touch tier, each team of the roster; with how long ago each customer was last
-- touched. The five columns of days add up to customers.
-- grain: grouping, label
-- grouping           all, touch_tier, team
-- label              touch tier or team; null of all, and of customers without one
-- currency           reporting currency
-- customers          paying customers on the committed basis; in teams one that several teams share counts in each
-- arr_minor          ARR, minor units; of a shared customer in equal parts, so that the labels add up to all
-- cared_customers    of the customers, those somebody looks after
-- cared_arr_minor    of the ARR, that of customers somebody looks after
-- csms               customer success managers who look after them, and those of the team who look after nobody yet
-- people             people on the roster; of a touch tier the customer success managers
-- annual_cost_minor  cost a year of these people, minor units; null of a touch tier, whose people may serve several, and where the cost of one is unknown or nobody is on the roster
-- touched_customers  with an activity in the three months up to as_of
-- days_30            last touched 0 to 30 days before as_of
-- days_90            31 to 90
-- days_180           91 to 180
-- days_longer        longer ago
-- days_never         no activity is known
-- check: unique(grouping, label)
-- check: assert(cared_customers <= customers)
-- check: accepted(grouping, all, touch_tier, team)
-- check: assert(customers = days_30 + days_90 + days_180 + days_longer + days_never)
with
params as (
  -- A month, a quarter, half a year.
  select 30 as month_days, 90 as quarter_days, 180 as half_year_days
),
company as (select * from company),
customers as (select * from customers),
customers_now as (select * from customers_now),
customer_care as (select * from customer_care),
customer_touches as (select * from customer_touches),
roster_now as (select * from roster_now),

members as (
  select 'all' as grouping, cast(null as varchar) as label, now.customer_no, now.arr_minor
  from customers_now as now
  union all
  select 'touch_tier' as grouping, customer.touch_tier as label, now.customer_no, now.arr_minor
  from customers_now as now
  join customers as customer on customer.customer_no = now.customer_no
  union all
  select 'team' as grouping, person.team as label, care.customer_no, cast(sum(care.arr_minor) as bigint) as arr_minor
  from customer_care as care
  left join roster_now as person on person.csm = care.csm
  group by person.team, care.customer_no
),

cared as (
  select care.customer_no from customer_care as care where care.csms > 0 and care.place = 1
),

sums as (
  select member.grouping, member.label,
    count(*) filter (where now.is_active) as customers,
    cast(sum(member.arr_minor) as bigint) as arr_minor,
    count(cared.customer_no) filter (where now.is_active) as cared_customers,
    cast(coalesce(sum(member.arr_minor) filter (where cared.customer_no is not null), 0) as bigint) as cared_arr_minor,
    count(*) filter (where now.is_active and touch.is_in_quarter) as touched_customers,
    count(*) filter (where now.is_active and touch.days <= params.month_days) as days_30,
    count(*) filter (
      where now.is_active and touch.days > params.month_days and touch.days <= params.quarter_days
    ) as days_90,
    count(*) filter (
      where now.is_active and touch.days > params.quarter_days and touch.days <= params.half_year_days
    ) as days_180,
    count(*) filter (where now.is_active and touch.days > params.half_year_days) as days_longer,
    count(*) filter (where now.is_active and touch.days is null) as days_never
  from members as member
  cross join params
  join customers_now as now on now.customer_no = member.customer_no
  join customer_touches as touch on touch.customer_no = member.customer_no
  left join cared on cared.customer_no = member.customer_no
  group by member.grouping, member.label
),

staff as (
  select 'all' as grouping, cast(null as varchar) as label, person.csm, person.role, person.is_on_roster,
    person.annual_cost_minor
  from roster_now as person
  union all
  select 'team' as grouping, person.team as label, person.csm, person.role, person.is_on_roster, person.annual_cost_minor
  from roster_now as person
  union all
  select distinct 'touch_tier' as grouping, customer.touch_tier as label, care.csm, 'csm' as role,
    person.is_on_roster, cast(null as bigint) as annual_cost_minor
  from customer_care as care
  join customers as customer on customer.customer_no = care.customer_no
  join roster_now as person on person.csm = care.csm
),

headcounts as (
  select staff.grouping, staff.label,
    count(*) filter (where staff.role = 'csm') as csms,
    count(*) filter (where staff.is_on_roster) as people,
    case when count(*) = count(staff.annual_cost_minor) then cast(sum(staff.annual_cost_minor) as bigint) end as cost_minor
  from staff
  group by staff.grouping, staff.label
),

final as (
  select
    coalesce(total.grouping, headcount.grouping) as grouping,
    case when total.grouping is null then headcount.label else total.label end as label,
    company.currency,
    coalesce(total.customers, 0) as customers,
    coalesce(total.arr_minor, 0) as arr_minor,
    coalesce(total.cared_customers, 0) as cared_customers,
    coalesce(total.cared_arr_minor, 0) as cared_arr_minor,
    coalesce(headcount.csms, 0) as csms,
    coalesce(headcount.people, 0) as people,
    headcount.cost_minor as annual_cost_minor,
    coalesce(total.touched_customers, 0) as touched_customers,
    coalesce(total.days_30, 0) as days_30,
    coalesce(total.days_90, 0) as days_90,
    coalesce(total.days_180, 0) as days_180,
    coalesce(total.days_longer, 0) as days_longer,
    coalesce(total.days_never, 0) as days_never
  from sums as total
  full join headcounts as headcount
    on headcount.grouping = total.grouping and headcount.label is not distinct from total.label
  cross join company
)

select
  grouping, label, currency, customers, arr_minor, cared_customers, cared_arr_minor, csms, people, annual_cost_minor, touched_customers, days_30, days_90,
  days_180, days_longer, days_never
from final
order by grouping, label nulls last
