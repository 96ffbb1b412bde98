-- A row is an age at which something changes for the customers of one first month: the differences of the components of
-- their cohort, from stretches of balances, not from a customer x month grid.
-- grain: basis, first_month_no, age_months
-- basis                live, committed
-- first_month_no       month of the first balance
-- age_months           months since
-- opening_delta        change of the balance in month 0, by the assignments in force
-- retained_delta       change of the balance at this age
-- kept_delta           change of the sum of min(balance at this age, balance in month 0)
-- opening_logos_delta  change of the customers active in month 0
-- kept_logos_delta     change of those of them active at this age
-- active_logos_delta   change of all active at this age
-- check: unique(basis, first_month_no, age_months)
with
cohort_members as (select * from cohort_members),
cohort_revalued as (select * from cohort_revalued),
customer_balances as (select * from customer_balances),

stretches as (
  select
    member.basis, member.first_month_no,
    balance.from_month_no - member.first_month_no as from_age,
    balance.to_month_no - member.first_month_no as to_age,
    cast(0 as bigint) as opening, balance.balance_minor as retained,
    least(member.then_minor, balance.balance_minor) as kept,
    0 as opening_logos,
    case when member.was_active and balance.is_active then 1 else 0 end as kept_logos,
    case when balance.is_active then 1 else 0 end as active_logos
  from cohort_members as member
  join customer_balances as balance on balance.basis = member.basis and balance.customer_no = member.customer_no
  where not member.is_revalued
  union all
  select
    stretch.basis, stretch.first_month_no,
    stretch.from_month_no - stretch.first_month_no as from_age,
    stretch.to_month_no - stretch.first_month_no as to_age,
    stretch.then_minor as opening, stretch.balance_minor as retained,
    least(stretch.then_minor, stretch.balance_minor) as kept,
    case when stretch.was_active then 1 else 0 end as opening_logos,
    case when stretch.was_active and stretch.is_active then 1 else 0 end as kept_logos,
    case when stretch.is_active then 1 else 0 end as active_logos
  from cohort_revalued as stretch
),

changes as (
  select stretch.basis, stretch.first_month_no, stretch.from_age as age_months,
    stretch.opening, stretch.retained, stretch.kept, stretch.opening_logos, stretch.kept_logos, stretch.active_logos
  from stretches as stretch
  union all
  select stretch.basis, stretch.first_month_no, stretch.to_age as age_months,
    -stretch.opening as opening, -stretch.retained as retained, -stretch.kept as kept,
    -stretch.opening_logos as opening_logos, -stretch.kept_logos as kept_logos, -stretch.active_logos as active_logos
  from stretches as stretch
  union all
  select member.basis, member.first_month_no, 0 as age_months,
    member.then_minor as opening, cast(0 as bigint) as retained, cast(0 as bigint) as kept,
    case when member.was_active then 1 else 0 end as opening_logos, 0 as kept_logos, 0 as active_logos
  from cohort_members as member
  where not member.is_revalued
),

final as (
  select
    change.basis, change.first_month_no, change.age_months,
    cast(sum(change.opening) as bigint) as opening_delta,
    cast(sum(change.retained) as bigint) as retained_delta,
    cast(sum(change.kept) as bigint) as kept_delta,
    cast(sum(change.opening_logos) as integer) as opening_logos_delta,
    cast(sum(change.kept_logos) as integer) as kept_logos_delta,
    cast(sum(change.active_logos) as integer) as active_logos_delta
  from changes as change
  group by change.basis, change.first_month_no, change.age_months
)

select
  basis, first_month_no, age_months,
  opening_delta, retained_delta, kept_delta, opening_logos_delta, kept_logos_delta, active_logos_delta
from final
