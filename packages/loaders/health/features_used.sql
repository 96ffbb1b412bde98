-- title: Features used in three months
-- group: adoption
-- direction: higher
-- unit: features
-- valid_days: 0
-- needs: usage
-- points: 0:0, 2:40, 4:75, 7:100
-- weight: 15
select use.customer_id, use.report_month as month, use.features as value
from health_usage as use
