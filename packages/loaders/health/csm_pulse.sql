-- title: The CSM's judgement
-- group: relationship
-- direction: higher
-- unit: points of the company's scale
-- valid_days: 120
-- needs: activities
-- points: 1:0, 3:50, 5:100
-- weight: 25
with
placed as (
  select
    activity.customer_id,
    cast(date_trunc('month', greatest(activity.activity_on, activity.known_on)) as date) as month,
    activity.pulse as value,
    activity.activity_on as measured_on,
    row_number() over (
      partition by activity.customer_id, date_trunc('month', greatest(activity.activity_on, activity.known_on))
      order by activity.activity_on desc, activity.known_on desc, activity.pulse
    ) as place,
    max(activity.activity_on) over (
      partition by activity.customer_id
      order by date_trunc('month', greatest(activity.activity_on, activity.known_on))
    ) as newest_on
  from read_activities as activity
  join company on greatest(activity.activity_on, activity.known_on) <= company.as_of
  where activity.pulse is not null
)

select placed.customer_id, placed.month, placed.value, placed.measured_on
from placed
where placed.place = 1 and placed.measured_on = placed.newest_on
