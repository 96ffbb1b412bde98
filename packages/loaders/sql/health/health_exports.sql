-- A row is an export that inputs of the health score may need, with the rows read from it.
-- grain: export_name
-- export_name  as the inputs' headers name it under needs
-- row_count    rows accepted; 0 where the company has no such export
-- check: unique(export_name)
with
read_usage as (select * from read_usage),
read_tickets as (select * from read_tickets),
read_ticket_changes as (select * from read_ticket_changes),
read_survey_responses as (select * from read_survey_responses),
read_activities as (select * from read_activities),
read_contacts as (select * from read_contacts),
read_engagement as (select * from read_engagement),
read_invoices as (select * from read_invoices),

final as (
  select 'usage' as export_name, count(*) as row_count from read_usage
  union all
  select 'tickets' as export_name, count(*) as row_count from read_tickets
  union all
  select 'ticket_changes' as export_name, count(*) as row_count from read_ticket_changes
  union all
  select 'survey_responses' as export_name, count(*) as row_count from read_survey_responses
  union all
  select 'activities' as export_name, count(*) as row_count from read_activities
  union all
  select 'contacts' as export_name, count(*) as row_count from read_contacts
  union all
  select 'engagement' as export_name, count(*) as row_count from read_engagement
  union all
  select 'invoices' as export_name, count(*) as row_count from read_invoices
)

select export_name, row_count
from final
