-- title: References, reviews and the like in two years
-- group: participation
-- direction: higher
-- unit: times
-- valid_days: 0
-- needs: engagement
-- points: 0:50, 1:90, 2:100
-- weight: 100
select entry.customer_id, entry.report_month as month, entry.window_count as value
from health_engagement as entry
where entry.engagement_group = 'participation'
