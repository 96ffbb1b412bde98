-- title: Posts and answers in the community in a year
-- group: community
-- direction: higher
-- unit: times
-- valid_days: 0
-- needs: engagement
-- points: 0:50, 1:75, 4:100
-- weight: 100
select entry.customer_id, entry.report_month as month, entry.window_count as value
from health_engagement as entry
where entry.engagement_group = 'community'
