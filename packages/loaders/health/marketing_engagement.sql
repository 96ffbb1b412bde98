-- title: Opened, clicked or attended in 180 days
-- group: marketing
-- direction: higher
-- unit: times
-- valid_days: 0
-- needs: engagement
-- points: 0:30, 1:60, 3:85, 6:100
-- weight: 100
select entry.customer_id, entry.report_month as month, entry.window_count as value
from health_engagement as entry
where entry.engagement_group = 'marketing'
