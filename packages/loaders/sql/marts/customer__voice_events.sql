-- What a customer said and did, a day a row: tickets, surveys, marketing, community and participation. For the timeline of a
-- customer's page.
-- grain: customer_id, event_no
-- customer_id  the company's own key
-- event_no     1, 2, ... of the customer, in the order of days
-- event_on     the day
-- source       ticket, survey, engagement
-- event        ticket: opened; survey: answered, sent; engagement: its type
-- title        subject of a ticket; type of a survey; group of an engagement
-- person       who, by name where contacts know it, else by key; null where not said
-- status       state of a ticket now; null of the others
-- priority     priority of a ticket now; null where not given
-- score        the answer; null where there is none
-- best_score   the best answer there is, of survey_scales where the export does not say; null where not known
-- people       people a survey was sent to that day; null of the others
-- until_on     the day a ticket was solved; null where it is not
-- check: unique(customer_id, event_no)
-- check: assert(source in ('ticket', 'survey', 'engagement'))
with
read_tickets as (select * from read_tickets),
read_survey_responses as (select * from read_survey_responses),
read_survey_invitations as (select * from read_survey_invitations),
read_engagement as (select * from read_engagement),
read_contacts as (select * from read_contacts),
survey_scales as (select * from survey_scales),
customer__shards as (select * from customer__shards),

names as (
  select known.key, min(known.name) as name
  from (
    select contact.person_id as key, contact.name from read_contacts as contact
    union all
    select contact.email as key, contact.name from read_contacts as contact
  ) as known
  where known.key is not null and known.name is not null
  group by known.key
),

events as (
  select
    ticket.customer_id, ticket.opened_on as event_on, 'ticket' as source, 'opened' as event, ticket.subject as title,
    ticket.person_id, ticket.status, ticket.priority, cast(null as decimal(18, 6)) as score,
    cast(null as decimal(18, 6)) as best_score, cast(null as integer) as people, ticket.solved_on as until_on,
    ticket.ticket_id as key
  from read_tickets as ticket
  union all
  select
    answer.customer_id, answer.responded_on, 'survey', 'answered', answer.survey_type, answer.person_id, null, null,
    answer.score, coalesce(answer.best_score, scale.best_score), null, null, answer.response_id
  from read_survey_responses as answer
  left join survey_scales as scale on scale.survey_type = answer.survey_type
  union all
  select
    sent.customer_id, sent.sent_on, 'survey', 'sent', sent.survey_type, null, null, null, null, null,
    cast(count(*) as integer), null, null
  from read_survey_invitations as sent
  group by sent.customer_id, sent.sent_on, sent.survey_type
  union all
  select
    deed.customer_id, deed.engaged_on, 'engagement', deed.engagement_type, deed.engagement_group, deed.person_id, null, null,
    null, null, null, null, deed.engagement_id
  from read_engagement as deed
),

final as (
  select
    entry.*,
    coalesce(names.name, entry.person_id) as person,
    cast(row_number() over (
      partition by entry.customer_id
      order by entry.event_on, entry.source, entry.event, entry.title, entry.key, entry.person_id, entry.score
    ) as integer) as event_no
  from events as entry
  join customer__shards as shard on shard.customer_id = entry.customer_id
  left join names on names.key = entry.person_id
  where entry.event_on is not null
)

select
  customer_id, event_no, event_on, source, event, title, person, status, priority, score, best_score, people, until_on
from final
order by customer_id, event_no
