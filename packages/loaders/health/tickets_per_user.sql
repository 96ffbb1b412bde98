-- title: Tickets in 90 days for each active user
-- group: self_sufficiency
-- direction: lower
-- unit: tickets
-- valid_days: 0
-- needs: tickets, usage
-- points: 0:100, 0.1:85, 0.3:50, 1:10, 2:0
-- weight: 100
select ticket.customer_id, ticket.report_month as month, cast(ticket.opened_count as double) / use.active_users as value
from health_tickets as ticket
join health_usage as use on use.customer_id = ticket.customer_id and use.month_no = ticket.month_no
where use.active_users > 0
