-- A row is a customer in a month with a balance, since the help desk's export begins: what it asked, as far as that was known
-- at the month's end. A month without tickets is a row of zeros: silence says something too.
-- grain: customer_id, month_no
-- customer_id    the company's own key
-- month_no       health_months
-- report_month   its first day
-- opened_count   tickets opened in the 90 days up to the month's end
-- oldest_days    days since the oldest ticket still open was opened; 0 where none is
-- check: unique(customer_id, month_no)
with
health_customers as (select * from health_customers),
health_months as (select * from health_months),
params as (select * from health_params),
read_tickets as (select * from read_tickets),

begun as (
  select min(ticket.opened_on) as begun_on from read_tickets as ticket
),

opened as (
  select ticket.customer_id, month.month_no, count(*) as opened_count
  from read_tickets as ticket
  cross join params
  join health_months as month
    on month.ends_on >= ticket.opened_on
    and month.ends_on < ticket.opened_on + params.ticket_window_days
  group by ticket.customer_id, month.month_no
),

still_open as (
  select ticket.customer_id, month.month_no, max(date_diff('day', ticket.opened_on, month.ends_on)) as oldest_days
  from read_tickets as ticket
  join health_months as month
    on month.ends_on >= ticket.opened_on
    and month.ends_on < coalesce(ticket.solved_on, date '9999-12-31')
  where ticket.solved_on is not null or ticket.status is null or ticket.status not in ('solved', 'closed')
  group by ticket.customer_id, month.month_no
),

final as (
  select
    customer.customer_id, customer.month_no, customer.report_month,
    coalesce(opened.opened_count, 0) as opened_count,
    coalesce(still_open.oldest_days, 0) as oldest_days
  from health_customers as customer
  join begun on begun.begun_on <= customer.report_month
  left join opened on opened.customer_id = customer.customer_id and opened.month_no = customer.month_no
  left join still_open on still_open.customer_id = customer.customer_id and still_open.month_no = customer.month_no
)

select customer_id, month_no, report_month, opened_count, oldest_days
from final
