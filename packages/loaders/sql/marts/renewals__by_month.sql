-- Renewals by the month in which they count: the later of the month they fell due and the month they were decided. A
-- renewal counts once, and a closed month does not change. What is undecided at the month's end stands beside as late.
-- grain: report_month
-- report_month          first day of the month
-- currency              reporting currency
-- decided               renewals decided: the denominator of the logo rate
-- renewed_logos         renewed up, flat or down
-- renewed_up_logos      of these, at more than was due
-- renewed_flat_logos    of these, at what was due
-- renewed_down_logos    of these, at less than was due
-- archived_logos        only read-only fees are left: lost as a logo, renewed at its fee in money
-- cancelled_logos       lost
-- early_logos           of the renewed, all signed before the due day
-- after_due_logos       of the renewed, the last one signed after the due day
-- due_minor             monthly amounts due of the decided, minor units of currency
-- renewed_minor         monthly amounts they renewed at
-- kept_minor            sum of the smaller of due and renewed
-- change_micros         sum over the renewed of renewed / due, millionths: the plain mean's numerator
-- changed_due_minor     monthly amounts due of the renewed alone
-- changed_renewed_minor monthly amounts the renewed renewed at
-- late_count            due by the month's end and undecided then
-- late_minor            their monthly amounts due
-- check: unique(report_month)
-- check: assert(decided = renewed_logos + archived_logos + cancelled_logos)
-- check: assert(renewed_logos = renewed_up_logos + renewed_flat_logos + renewed_down_logos)
-- check: assert(kept_minor <= due_minor and kept_minor <= renewed_minor)
with
company as (select * from company),
reported_months as (select * from reported_months),
renewals as (select * from renewals),

months as (
  select distinct month.month_no, month.report_month from reported_months as month
),

counted as (
  select
    renewal.counted_month_no as month_no,
    count(*) as decided,
    count(*) filter (where renewal.outcome in ('renewed_up', 'renewed_flat', 'renewed_down')) as renewed_logos,
    count(*) filter (where renewal.outcome = 'renewed_up') as renewed_up_logos,
    count(*) filter (where renewal.outcome = 'renewed_flat') as renewed_flat_logos,
    count(*) filter (where renewal.outcome = 'renewed_down') as renewed_down_logos,
    count(*) filter (where renewal.outcome = 'archived') as archived_logos,
    count(*) filter (where renewal.outcome = 'cancelled') as cancelled_logos,
    count(*) filter (
      where renewal.outcome not in ('archived', 'cancelled') and renewal.decided_on < renewal.due_on
    ) as early_logos,
    count(*) filter (
      where renewal.outcome not in ('archived', 'cancelled') and renewal.decided_on > renewal.due_on
    ) as after_due_logos,
    cast(sum(renewal.due_minor) as bigint) as due_minor,
    cast(sum(renewal.renewed_minor) as bigint) as renewed_minor,
    cast(sum(least(renewal.due_minor, renewal.renewed_minor)) as bigint) as kept_minor,
    cast(coalesce(sum(case
      when renewal.outcome not in ('archived', 'cancelled')
        then cast(round(cast(renewal.renewed_minor as double) * 1000000 / renewal.due_minor) as bigint)
    end), 0) as bigint) as change_micros,
    cast(coalesce(sum(case
      when renewal.outcome not in ('archived', 'cancelled') then renewal.due_minor
    end), 0) as bigint) as changed_due_minor,
    cast(coalesce(sum(case
      when renewal.outcome not in ('archived', 'cancelled') then renewal.renewed_minor
    end), 0) as bigint) as changed_renewed_minor
  from renewals as renewal
  where renewal.counted_month_no is not null
  group by renewal.counted_month_no
),

late as (
  select months.month_no, count(*) as late_count, cast(sum(renewal.due_minor) as bigint) as late_minor
  from renewals as renewal
  join months
    on months.month_no >= renewal.due_month_no
    and (renewal.counted_month_no is null or months.month_no < renewal.counted_month_no)
  where renewal.outcome <> 'open'
    and (renewal.counted_month_no is null or renewal.counted_month_no > renewal.due_month_no)
  group by months.month_no
),

final as (
  select
    months.report_month, company.currency,
    coalesce(counted.decided, 0) as decided,
    coalesce(counted.renewed_logos, 0) as renewed_logos,
    coalesce(counted.renewed_up_logos, 0) as renewed_up_logos,
    coalesce(counted.renewed_flat_logos, 0) as renewed_flat_logos,
    coalesce(counted.renewed_down_logos, 0) as renewed_down_logos,
    coalesce(counted.archived_logos, 0) as archived_logos,
    coalesce(counted.cancelled_logos, 0) as cancelled_logos,
    coalesce(counted.early_logos, 0) as early_logos,
    coalesce(counted.after_due_logos, 0) as after_due_logos,
    coalesce(counted.due_minor, 0) as due_minor,
    coalesce(counted.renewed_minor, 0) as renewed_minor,
    coalesce(counted.kept_minor, 0) as kept_minor,
    coalesce(counted.change_micros, 0) as change_micros,
    coalesce(counted.changed_due_minor, 0) as changed_due_minor,
    coalesce(counted.changed_renewed_minor, 0) as changed_renewed_minor,
    coalesce(late.late_count, 0) as late_count,
    coalesce(late.late_minor, 0) as late_minor
  from months
  cross join company
  left join counted on counted.month_no = months.month_no
  left join late on late.month_no = months.month_no
)

select
  report_month, currency, decided, renewed_logos, renewed_up_logos, renewed_flat_logos, renewed_down_logos,
  archived_logos, cancelled_logos, early_logos, after_due_logos, due_minor, renewed_minor, kept_minor, change_micros,
  changed_due_minor, changed_renewed_minor, late_count, late_minor
from final
order by report_month
