-- title: Age of the oldest open urgent ticket
-- group: support
-- direction: lower
-- unit: days
-- valid_days: 0
-- needs: tickets, ticket_changes
-- points: 0:100, 3:60, 10:20, 20:0
-- weight: 30
with
known as (
  select min(cast(change.changed_at as date)) as begun_on from read_ticket_changes as change
),

priorities as (
  select
    change.ticket_id, change.priority,
    cast(change.changed_at as date) as from_on,
    lead(cast(change.changed_at as date)) over (partition by change.ticket_id order by change.changed_at, change.priority) as to_on
  from read_ticket_changes as change
  where change.priority is not null
),

open_days as (
  select ticket.customer_id, month.month_no, max(date_diff('day', ticket.opened_on, month.ends_on)) as oldest_days
  from read_tickets as ticket
  join priorities as priority on priority.ticket_id = ticket.ticket_id and priority.priority = 'urgent'
  join health_months as month
    on month.ends_on >= priority.from_on
    and month.ends_on < coalesce(priority.to_on, date '9999-12-31')
    and month.ends_on >= ticket.opened_on
    and month.ends_on < coalesce(ticket.solved_on, date '9999-12-31')
  where ticket.solved_on is not null or ticket.status is null or ticket.status not in ('solved', 'closed')
  group by ticket.customer_id, month.month_no
)

select customer.customer_id, customer.report_month as month, coalesce(open_days.oldest_days, 0) as value
from health_customers as customer
join known on known.begun_on <= customer.report_month
left join open_days on open_days.customer_id = customer.customer_id and open_days.month_no = customer.month_no
