-- A customer's balance, month by month in which it changed; in between it stays. The CMRR history of a customer's page. With
-- history_from the first row is the balance of the month end before it.
-- grain: basis, customer_id, report_month
-- basis          live, committed
-- customer_id    the company's own key
-- report_month   first day of the month
-- closing_minor  balance at the month's end, minor units of the reporting currency
-- check: unique(basis, customer_id, report_month)
with
company as (select * from company),
calendar as (select * from calendar),
customers as (select * from customers),
customer_changes as (select * from customer_changes),
customer__shards as (select * from customer__shards),

dated as (
  select
    change.basis, change.customer_no, change.closing_minor,
    greatest(change.month_no, coalesce(company.history_from_no - 1, change.month_no)) as month_no,
    row_number() over (
      partition by
        change.basis, change.customer_no,
        greatest(change.month_no, coalesce(company.history_from_no - 1, change.month_no))
      order by change.month_no desc
    ) as place
  from customer_changes as change
  join company on change.month_no <= company.last_month_no
),

final as (
  select dated.basis, customer.customer_id, calendar.report_month, dated.closing_minor
  from dated
  join customers as customer on customer.customer_no = dated.customer_no
  join customer__shards as shard on shard.customer_id = customer.customer_id
  join calendar on calendar.month_no = dated.month_no
  where dated.place = 1
)

select basis, customer_id, report_month, closing_minor
from final
order by basis, customer_id, report_month
