-- The closing balance of a month is the opening balance of the next, in money and in logos. The first month opens with
-- nothing, or with what stood before history_from.
with
company as (select * from company),
waterfall__by_month as (select * from waterfall__by_month),

pairs as (
  select
    month.*,
    lag(month.closing_minor) over month_order as last_closing_minor,
    lag(month.closing_logos) over month_order as last_closing_logos,
    lag(month.archived_logos) over month_order as last_archived_logos
  from waterfall__by_month as month
  window month_order as (partition by month.basis order by month.report_month nulls last)
)

select pair.report_month, pair.basis, pair.opening_minor, pair.last_closing_minor, pair.opening_logos, pair.last_closing_logos
from pairs as pair
cross join company
where (pair.last_closing_minor is not null or company.history_from_no is null)
  and (pair.opening_minor <> coalesce(pair.last_closing_minor, 0)
    or pair.opening_logos <> coalesce(pair.last_closing_logos, 0)
    or pair.archived_opening_logos <> coalesce(pair.last_archived_logos, 0))
