-- Renewals by the month they fell due, as known at as_of: what became of what was due then, whenever it was decided. A
-- month can still change here while renewals are late; the rates of a closed month are those of renewals__by_month.
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
renewals as (select * from renewals),

months as (
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
    calendar.report_month as due_month, company.currency, month.due, month.all_due_minor, month.decided,
    month.renewed_logos, month.renewed_up_logos, month.renewed_flat_logos, month.renewed_down_logos,
    month.archived_logos, month.cancelled_logos, month.due_minor, month.renewed_minor, month.kept_minor,
    month.late_count, month.late_minor, month.open_count, month.open_minor
  from months as month
  cross join company
  join calendar on calendar.month_no = month.due_month_no
)

select
  due_month, currency, due, all_due_minor, decided, renewed_logos, renewed_up_logos, renewed_flat_logos,
  renewed_down_logos, archived_logos, cancelled_logos, due_minor, renewed_minor, kept_minor, late_count, late_minor,
  open_count, open_minor
from final
order by due_month
