-- Each label's balance at the last month end is that of the customers who carry it then.
with
company as (select * from company),
calendar as (select * from calendar),
waterfall__by_cut as (select * from waterfall__by_cut),
cut_labels as (select * from cut_labels),
labels as (select * from labels),
customer_balances as (select * from customer_balances),

balances as (
  select balance.basis, label.cut, label.label,
    cast(sum(balance.balance_minor) as bigint) as balance_minor,
    count(*) filter (where balance.is_active) as active_logos
  from customer_balances as balance
  cross join company
  join cut_labels as stretch
    on stretch.customer_no = balance.customer_no
    and (stretch.basis is null or stretch.basis = balance.basis)
    and stretch.from_month_no <= company.last_month_no
    and stretch.to_month_no > company.last_month_no
  join labels as label on label.label_no = stretch.label_no
  where balance.from_month_no <= company.last_month_no and balance.to_month_no > company.last_month_no
  group by balance.basis, label.cut, label.label
)

select label.basis, label.cut, label.label, label.closing_minor, balance.balance_minor, label.closing_logos, balance.active_logos
from waterfall__by_cut as label
cross join company
join calendar on calendar.report_month = label.report_month and calendar.month_no = company.last_month_no
left join balances as balance
  on balance.basis = label.basis and balance.cut = label.cut and balance.label = label.label
where label.closing_minor <> coalesce(balance.balance_minor, 0)
  or label.closing_logos <> coalesce(balance.active_logos, 0)
