-- Bands of health add up to the active customers and their balance, on each basis in every month with a score.
with
health__distribution as (select * from health__distribution),
health_months as (select * from health_months),
customer_balances as (select * from customer_balances),

bands as (
  select band.report_month, band.basis, sum(band.customers) as customers, sum(band.balance_minor) as balance_minor
  from health__distribution as band
  group by band.report_month, band.basis
),

actives as (
  select month.report_month, balance.basis, count(*) as customers, sum(balance.balance_minor) as balance_minor
  from health_months as month
  join customer_balances as balance
    on balance.is_active and balance.from_month_no <= month.month_no and balance.to_month_no > month.month_no
  group by month.report_month, balance.basis
)

select active.report_month, active.basis, active.customers, band.customers as banded, active.balance_minor
from actives as active
left join bands as band on band.report_month = active.report_month and band.basis = active.basis
where band.customers is distinct from active.customers or band.balance_minor is distinct from active.balance_minor
