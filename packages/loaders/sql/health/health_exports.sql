-- A row is an export that inputs of the health score may need, with the rows read from it.
-- grain: export_name
-- export_name  as the inputs' headers name it under needs
-- row_count    rows accepted; 0 where the company has no such export
-- first_on     first day on which something of it was known; a contact without a first day was always there; null without rows
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
  select 'usage' as export_name, count(*) as row_count,
    min(greatest(entry.usage_month, entry.known_month)) as first_on
  from read_usage as entry
  union all
  select 'tickets' as export_name, count(*) as row_count,
    min(entry.opened_on) as first_on
  from read_tickets as entry
  union all
  select 'ticket_changes' as export_name, count(*) as row_count,
    min(cast(entry.changed_at as date)) as first_on
  from read_ticket_changes as entry
  union all
  select 'survey_responses' as export_name, count(*) as row_count,
    min(greatest(entry.responded_on, entry.known_on)) as first_on
  from read_survey_responses as entry
  union all
  select 'activities' as export_name, count(*) as row_count,
    min(greatest(entry.activity_on, entry.known_on)) as first_on
  from read_activities as entry
  union all
  select 'contacts' as export_name, count(*) as row_count,
    min(coalesce(entry.from_on, date '0001-01-01')) as first_on
  from read_contacts as entry
  union all
  select 'engagement' as export_name, count(*) as row_count,
    min(greatest(entry.engaged_on, entry.known_on)) as first_on
  from read_engagement as entry
  union all
  select 'invoices' as export_name, count(*) as row_count,
    min(entry.invoiced_on) as first_on
  from read_invoices as entry
)

select export_name, row_count, first_on
from final
