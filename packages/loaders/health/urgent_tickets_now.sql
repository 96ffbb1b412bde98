-- title: Age of the oldest open urgent ticket, by its priority now
-- group: support
-- direction: lower
-- unit: days
-- valid_days: 0
-- needs: tickets
-- tells: present
-- points: 0:100, 3:60, 10:20, 20:0
-- weight: 0
select
  customer.customer_id, customer.report_month as month,
  coalesce(max(date_diff('day', ticket.opened_on, customer.ends_on)), 0) as value
from health_customers as customer
join company on company.last_month_no = customer.month_no
left join read_tickets as ticket
  on ticket.customer_id = customer.customer_id
  and ticket.opened_on <= customer.ends_on
  and ticket.priority = 'urgent'
  and ticket.solved_on is null
  and coalesce(ticket.status, 'open') not in ('solved', 'closed')
where exists (select 1 from read_tickets as any_ticket where any_ticket.priority is not null)
group by customer.customer_id, customer.report_month
