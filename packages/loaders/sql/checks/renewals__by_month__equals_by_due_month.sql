-- Every renewal counts once: what was decided by as_of is the same by month counted, after the last month, and by month due.
with
renewals as (select * from renewals),
reported_months as (select * from reported_months),
renewals__by_month as (select * from renewals__by_month),
renewals__by_due_month as (select * from renewals__by_due_month),

counted as (
  select cast(coalesce(sum(month.decided), 0) as bigint) as decided,
    cast(coalesce(sum(month.renewed_minor), 0) as bigint) as renewed_minor
  from renewals__by_month as month
),

unreported as (
  select count(*) as decided, cast(coalesce(sum(renewal.renewed_minor), 0) as bigint) as renewed_minor
  from renewals as renewal
  where renewal.counted_month_no is not null
    and not exists (select 1 from reported_months as month where month.month_no = renewal.counted_month_no)
),

due as (
  select cast(coalesce(sum(month.decided), 0) as bigint) as decided,
    cast(coalesce(sum(month.renewed_minor), 0) as bigint) as renewed_minor
  from renewals__by_due_month as month
)

select counted.decided, unreported.decided as unreported, due.decided as due_decided
from counted
cross join unreported
cross join due
where counted.decided + unreported.decided <> due.decided
  or counted.renewed_minor + unreported.renewed_minor <> due.renewed_minor
