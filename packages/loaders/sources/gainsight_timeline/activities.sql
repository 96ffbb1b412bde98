-- Gainsight's timeline as activities, one row a record.
select
  record_no,
  fault,
  id as activity_id,
  coalesce(nullif(trim(crm_id), ''), company_id) as customer_id,
  activity_date as activity_on,
  coalesce(nullif(trim(activity_type), ''), category) as activity_type,
  subject,
  -- Tags go first, so that what an entity stands for is text and never a tag.
  replace(replace(replace(replace(replace(
    regexp_replace(notes, '<[^>]*>', ' ', 'g'),
    '&nbsp;', ' '), '&lt;', '<'), '&gt;', '>'), '&quot;', '"'), '&amp;', '&') as notes,
  case csm_is
    when 'email' then user_email
    when 'id' then user_id
    else coalesce(nullif(trim(user_name), ''), nullif(trim(user_email), ''), user_id)
  end as csm,
  duration as duration_minutes,
  pulse,
  created_date as known_on
from records
