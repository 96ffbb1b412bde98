-- title: Age of the oldest open ticket
-- group: support
-- direction: lower
-- unit: days
-- valid_days: 0
-- needs: tickets
-- points: 0:100, 7:80, 14:50, 30:10, 60:0
-- weight: 30
select ticket.customer_id, ticket.report_month as month, ticket.oldest_days as value
from health_tickets as ticket
