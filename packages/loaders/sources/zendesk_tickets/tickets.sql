-- Zendesk's tickets of the JSON export as tickets, one row a ticket. Deleted ones stay in the export and are left out, and so
-- is what else a search found.
with
clean as (select *, lower(trim(status)) as state from records)

select
  case
    when lower(trim(result_type)) <> 'ticket' then left_out()
    else coalesce(fault, case when state = 'deleted' then left_out() end)
  end as fault,
  id as ticket_id,
  case customer_is when 'external_id' then organization_external_id else organization_id end as customer_id,
  coalesce(nullif(trim(requester_email), ''), requester_id) as person_id,
  created_at as opened_on,
  case
    when nullif(trim(solved_at), '') is not null then solved_at
    when solved_without_moment = 'last_touched' and state in ('solved', 'closed') then updated_at
  end as solved_on,
  priority,
  status,
  subject,
  updated_at as changed_at
from clean
