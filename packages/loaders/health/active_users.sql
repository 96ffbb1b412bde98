-- title: Active users of licences
-- group: adoption
-- direction: higher
-- unit: share
-- valid_days: 0
-- needs: usage
-- points: 0:0, 0.2:20, 0.4:55, 0.6:90, 0.8:100
-- weight: 35
select use.customer_id, use.report_month as month, cast(use.active_users as double) / licence.licences as value
from health_usage as use
join health_licences as licence
  on licence.customer_no = use.customer_no and licence.month_no = use.month_no and licence.licences > 0
where use.active_users is not null
