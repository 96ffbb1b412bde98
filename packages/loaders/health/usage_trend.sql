-- title: Use of three months against the three before
-- group: adoption
-- direction: higher
-- unit: ratio
-- valid_days: 0
-- needs: usage
-- points: 0:0, 0.5:20, 0.75:50, 1:85, 1.2:100
-- weight: 30
select use.customer_id, use.report_month as month, cast(use.recent_events as double) / use.earlier_events as value
from health_usage as use
where use.earlier_events > 0
