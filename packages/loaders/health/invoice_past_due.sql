-- title: Days the oldest unpaid invoice is past due
-- group: invoices
-- direction: lower
-- unit: days
-- valid_days: 0
-- needs: invoices
-- points: 0:100, 10:85, 30:50, 60:10, 90:0
-- weight: 100
with
begun as (
  select min(invoice.invoiced_on) as begun_on from read_invoices as invoice
),

billed as (
  select invoice.customer_id, min(invoice.invoiced_on) as first_on
  from read_invoices as invoice
  group by invoice.customer_id
),

unpaid as (
  select invoice.customer_id, month.month_no, max(date_diff('day', invoice.due_on, month.ends_on)) as past_days
  from read_invoices as invoice
  join health_months as month
    on month.ends_on >= invoice.invoiced_on
    and month.ends_on > invoice.due_on
    and month.ends_on < coalesce(invoice.paid_on, invoice.voided_on, date '9999-12-31')
  where invoice.total_minor > 0
    and (invoice.paid_on is not null or invoice.voided_on is not null or invoice.status = 'open')
  group by invoice.customer_id, month.month_no
)

select customer.customer_id, customer.report_month as month, coalesce(unpaid.past_days, 0) as value
from health_customers as customer
join begun on begun.begun_on <= customer.report_month
join billed on billed.customer_id = customer.customer_id and billed.first_on <= customer.ends_on
left join unpaid on unpaid.customer_id = customer.customer_id and unpaid.month_no = customer.month_no
