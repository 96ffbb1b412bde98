-- title: Contract now against a year ago, or against the first
-- group: growth
-- direction: higher
-- unit: ratio
-- valid_days: 0
-- points: 0.5:0, 0.8:30, 1:70, 1.1:90, 1.3:100
-- weight: 100
with
firsts as (
  select
    balance.customer_no,
    min(greatest(balance.from_month_no, coalesce(company.history_from_no, balance.from_month_no))) as month_no
  from customer_balances as balance
  join company on balance.to_month_no > coalesce(company.history_from_no, balance.from_month_no)
  where balance.basis = 'live' and balance.is_active
  group by balance.customer_no
)

select customer.customer_id, customer.report_month as month, cast(customer.live_minor as double) / past.balance_minor as value
from health_customers as customer
join firsts as first on first.customer_no = customer.customer_no
join customer_balances as past
  on past.basis = 'live'
  and past.is_active
  and past.customer_no = customer.customer_no
  and past.from_month_no <= greatest(customer.month_no - 12, first.month_no)
  and past.to_month_no > greatest(customer.month_no - 12, first.month_no)
where customer.live_minor is not null and past.balance_minor > 0
