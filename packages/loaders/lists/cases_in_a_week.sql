-- title: More than three cases in a week
-- question: Who has just had a bad week with us?
-- order: the largest first
-- exports: tickets
with
params as (
  -- More than three cases opened within seven days, in the three months up to as_of.
  select 3 as cases_over, 3 as months_back
),
company as (select * from company),
customers_now as (select * from customers_now),
read_tickets as (select * from read_tickets),

opened as (
  select ticket.customer_id, ticket.ticket_id, ticket.opened_on,
    count(*) over (
      partition by ticket.customer_id order by ticket.opened_on
      range between interval 6 day preceding and current row
    ) as cases
  from read_tickets as ticket
  cross join params
  join company on ticket.opened_on <= company.as_of and ticket.opened_on > company.as_of - to_months(params.months_back)
),

weeks as (
  select opened.customer_id, opened.opened_on, opened.cases,
    row_number() over (
      partition by opened.customer_id order by opened.cases desc, opened.opened_on desc, opened.ticket_id
    ) as place
  from opened
  cross join params
  where opened.cases > params.cases_over
)

select
  now.customer_id,
  week.opened_on as since_on,
  week.cases || ' cases in the seven days up to ' || strftime(week.opened_on, '%-d %b %Y') as reason,
  1 as urgency
from weeks as week
join customers_now as now on now.customer_id = week.customer_id
where week.place = 1
