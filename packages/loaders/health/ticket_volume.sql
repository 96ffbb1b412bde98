-- title: Tickets in 90 days
-- group: support
-- direction: middle
-- unit: tickets
-- valid_days: 0
-- needs: tickets
-- points: 0:70, 1:90, 2:100, 4:70, 7:30, 12:0
-- weight: 40
select ticket.customer_id, ticket.report_month as month, ticket.opened_count as value
from health_tickets as ticket
