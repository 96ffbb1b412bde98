-- Each month's closing balance and active logos are the sum over the customers who have one.
with
company as (select * from company),
waterfall__by_month as (select * from waterfall__by_month),
reported_months as (select * from reported_months),
customer_balances as (select * from customer_balances),

changes as (
  select balance.basis, balance.from_month_no as month_no, balance.balance_minor as delta_minor,
    case when balance.is_active then 1 else 0 end as delta_logos
  from customer_balances as balance
  union all
  select balance.basis, balance.to_month_no as month_no, -balance.balance_minor as delta_minor,
    case when balance.is_active then -1 else 0 end as delta_logos
  from customer_balances as balance
),

grouped as (
  select change.basis, greatest(change.month_no, coalesce(company.history_from_no, change.month_no)) as month_no,
    cast(sum(change.delta_minor) as bigint) as delta_minor,
    cast(sum(change.delta_logos) as bigint) as delta_logos
  from changes as change
  cross join company
  group by change.basis, greatest(change.month_no, coalesce(company.history_from_no, change.month_no))
),

totals as (
  select month.basis, month.report_month,
    cast(sum(coalesce(change.delta_minor, 0)) over month_order as bigint) as balance_minor,
    cast(sum(coalesce(change.delta_logos, 0)) over month_order as bigint) as active_logos
  from reported_months as month
  left join grouped as change on change.basis = month.basis and change.month_no = month.month_no
  window month_order as (partition by month.basis order by month.month_no nulls last)
)

select month.report_month, month.basis, month.closing_minor, total.balance_minor, month.closing_logos, total.active_logos
from waterfall__by_month as month
join totals as total on total.basis = month.basis and total.report_month = month.report_month
where month.closing_minor <> total.balance_minor or month.closing_logos <> total.active_logos
