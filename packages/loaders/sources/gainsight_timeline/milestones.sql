-- The milestones among Gainsight's activities: those that say which one was reached.
select
  record_no,
  fault,
  coalesce(nullif(trim(crm_id), ''), company_id) as customer_id,
  milestone,
  activity_date as reached_on,
  created_date as known_on
from records
where nullif(trim(milestone), '') is not null
