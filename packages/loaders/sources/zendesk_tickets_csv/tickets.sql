-- Zendesk's tickets of the CSV export as tickets, one row a ticket. It prints "-" where a cell is empty.
with
clean as (
  select
    *,
    lower(trim(status)) as state,
    case when trim(organization) <> '-' then organization end as organization_name,
    case when trim(requester_external_id) <> '-' then requester_external_id end as external_id
  from records
)

select
  coalesce(fault, case when state = 'deleted' then left_out() end) as fault,
  id as ticket_id,
  case customer_is when 'external_id' then external_id else organization_name end as customer_id,
  coalesce(nullif(trim(requester_email), ''), requester_id) as person_id,
  created_at as opened_on,
  case when trim(solved_at) <> '-' then solved_at end as solved_on,
  case when trim(priority) <> '-' then priority end as priority,
  status,
  subject,
  updated_at as changed_at
from clean
