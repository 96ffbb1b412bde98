-- Renewals by the month they fell due, as known at as_of: what became of what was due then, whenever it was decided. A
-- month can still change here while renewals are late; the rates of a closed month are those of renewals__by_month. A
-- reported month in which nothing falls due is a row of zeros.
-- grain: due_month
-- due_month           first day of the month
-- currency            reporting currency
-- due                 renewals that fall due in the month
-- all_due_minor       their monthly amounts, minor units of currency
-- decided             of these, decided by as_of
-- renewed_logos       renewed up, flat or down
-- renewed_up_logos    of these, at more than was due
-- renewed_flat_logos  of these, at what was due
-- renewed_down_logos  of these, at less than was due
-- archived_logos      only read-only fees are left: lost as a logo, renewed at its fee in money
-- cancelled_logos     lost
-- due_minor           monthly amounts due of the decided
-- renewed_minor       monthly amounts they renewed at
-- kept_minor          sum of the smaller of due and renewed
-- late_count          due and undecided at as_of
-- late_minor          their monthly amounts due
-- open_count          due after as_of
-- open_minor          their monthly amounts due
-- check: unique(due_month)
-- check: assert(due = decided + late_count + open_count)
-- check: assert(all_due_minor = due_minor + late_minor + open_minor)
-- check: assert(decided = renewed_logos + archived_logos + cancelled_logos)
with
company as (select * from company),
calendar as (select * from calendar),
reported_months as (select * from reported_months),
renewals as (select * from renewals),

months as (
  select month.month_no from reported_months as month
  union
  select renewal.due_month_no from renewals as renewal
),

fallen_due as (
  select
    renewal.due_month_no,
    count(*) as due,
    cast(sum(renewal.due_minor) as bigint) as all_due_minor,
    count(*) filter (where renewal.outcome not in ('late', 'open')) as decided,
    count(*) filter (where renewal.outcome in ('renewed_up', 'renewed_flat', 'renewed_down')) as renewed_logos,
    count(*) filter (where renewal.outcome = 'renewed_up') as renewed_up_logos,
    count(*) filter (where renewal.outcome = 'renewed_flat') as renewed_flat_logos,
    count(*) filter (where renewal.outcome = 'renewed_down') as renewed_down_logos,
    count(*) filter (where renewal.outcome = 'archived') as archived_logos,
    count(*) filter (where renewal.outcome = 'cancelled') as cancelled_logos,
    cast(coalesce(sum(case when renewal.outcome not in ('late', 'open') then renewal.due_minor end), 0) as bigint) as due_minor,
    cast(coalesce(sum(renewal.renewed_minor), 0) as bigint) as renewed_minor,
    cast(coalesce(sum(case
      when renewal.renewed_minor is not null then least(renewal.due_minor, renewal.renewed_minor)
    end), 0) as bigint) as kept_minor,
    count(*) filter (where renewal.outcome = 'late') as late_count,
    cast(coalesce(sum(case when renewal.outcome = 'late' then renewal.due_minor end), 0) as bigint) as late_minor,
    count(*) filter (where renewal.outcome = 'open') as open_count,
    cast(coalesce(sum(case when renewal.outcome = 'open' then renewal.due_minor end), 0) as bigint) as open_minor
  from renewals as renewal
  group by renewal.due_month_no
),

final as (
  select
    calendar.report_month as due_month, company.currency,
    coalesce(fallen_due.due, 0) as due,
    coalesce(fallen_due.all_due_minor, 0) as all_due_minor,
    coalesce(fallen_due.decided, 0) as decided,
    coalesce(fallen_due.renewed_logos, 0) as renewed_logos,
    coalesce(fallen_due.renewed_up_logos, 0) as renewed_up_logos,
    coalesce(fallen_due.renewed_flat_logos, 0) as renewed_flat_logos,
    coalesce(fallen_due.renewed_down_logos, 0) as renewed_down_logos,
    coalesce(fallen_due.archived_logos, 0) as archived_logos,
    coalesce(fallen_due.cancelled_logos, 0) as cancelled_logos,
    coalesce(fallen_due.due_minor, 0) as due_minor,
    coalesce(fallen_due.renewed_minor, 0) as renewed_minor,
    coalesce(fallen_due.kept_minor, 0) as kept_minor,
    coalesce(fallen_due.late_count, 0) as late_count,
    coalesce(fallen_due.late_minor, 0) as late_minor,
    coalesce(fallen_due.open_count, 0) as open_count,
    coalesce(fallen_due.open_minor, 0) as open_minor
  from months
  cross join company
  join calendar on calendar.month_no = months.month_no
  left join fallen_due on fallen_due.due_month_no = months.month_no
)

select
  due_month, currency, due, all_due_minor, decided, renewed_logos, renewed_up_logos, renewed_flat_logos,
  renewed_down_logos, archived_logos, cancelled_logos, due_minor, renewed_minor, kept_minor, late_count, late_minor,
  open_count, open_minor
from final
order by due_month
