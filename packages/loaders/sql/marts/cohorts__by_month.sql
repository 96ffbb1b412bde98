-- The cohort triangles: of the customers who began in one month, what is left after so many months. Month 0 is "then".
-- A cell past the last reported month has no row. Rates are made of the components: net, gross and logo retention, ARPA.
-- grain: cohort_month, basis, age_months
-- cohort_month    month of the customers' first balance on the basis; who comes back stays in it
-- basis           live, committed
-- age_months      months since
-- size            customers who began in it
-- opening_minor   what they paid in month 0, minor units of the reporting currency; of transferred contracts, by the assignments at this age
-- retained_minor  what they pay at this age at the rates of month 0; the gone are 0, the returned what they pay
-- kept_minor      sum over customers of min(balance at this age, balance in month 0)
-- opening_logos   customers active in month 0
-- kept_logos      those of them active at this age
-- active_logos    all active at this age: retained / active is the ARPA
-- check: unique(cohort_month, basis, age_months)
-- check: assert(kept_minor <= opening_minor and kept_minor <= retained_minor)
-- check: assert(kept_logos <= opening_logos and kept_logos <= active_logos and active_logos <= size)
with
calendar as (select * from calendar),
company as (select * from company),
cohort_members as (select * from cohort_members),
cohort_changes as (select * from cohort_changes),

sizes as (
  select member.basis, member.first_month_no, cast(count(*) as integer) as size
  from cohort_members as member
  group by member.basis, member.first_month_no
),

ages as (
  select size.basis, size.first_month_no, size.size, calendar.month_no - size.first_month_no as age_months
  from sizes as size
  cross join company
  join calendar on calendar.month_no >= size.first_month_no and calendar.month_no <= company.last_month_no
),

final as (
  select
    calendar.report_month as cohort_month, age.basis, age.age_months, age.size,
    cast(sum(coalesce(change.opening_delta, 0)) over age_order as bigint) as opening_minor,
    cast(sum(coalesce(change.retained_delta, 0)) over age_order as bigint) as retained_minor,
    cast(sum(coalesce(change.kept_delta, 0)) over age_order as bigint) as kept_minor,
    cast(sum(coalesce(change.opening_logos_delta, 0)) over age_order as integer) as opening_logos,
    cast(sum(coalesce(change.kept_logos_delta, 0)) over age_order as integer) as kept_logos,
    cast(sum(coalesce(change.active_logos_delta, 0)) over age_order as integer) as active_logos
  from ages as age
  join calendar on calendar.month_no = age.first_month_no
  left join cohort_changes as change
    on change.basis = age.basis
    and change.first_month_no = age.first_month_no
    and change.age_months = age.age_months
  window age_order as (partition by age.basis, age.first_month_no order by age.age_months nulls last)
)

select
  cohort_month, basis, age_months, size, opening_minor, retained_minor, kept_minor, opening_logos, kept_logos, active_logos
from final
order by cohort_month, basis, age_months
