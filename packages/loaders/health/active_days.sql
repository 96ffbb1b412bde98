-- title: Days with use in the month
-- group: adoption
-- direction: higher
-- unit: days
-- valid_days: 0
-- needs: usage
-- points: 0:0, 3:40, 8:75, 16:100
-- weight: 20
select use.customer_id, use.report_month as month, use.active_days as value
from health_usage as use
