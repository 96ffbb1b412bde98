-- What was done with a customer, and with whom, a day a row: milestones, activities, people who came and left, CSMs, and
-- losses a CSM anticipates. For the timeline of a customer's page.
-- grain: customer_id, event_no
-- customer_id  the company's own key
-- event_no     1, 2, ... of the customer, in the order of days
-- event_on     the day; may be to come
-- source       milestone, activity, people, risk
-- event        milestone: which one; activity: its type; people: joined, left, unsubscribed, csm; risk: anticipated, cleared
-- title        subject of an activity; name of a person; product of an anticipated loss; null where not said
-- notes        what was noted; null where nothing was
-- person       who did it, as the roster names them; null where not said
-- status       milestone: reached, planned; people: the role; else null
-- number       minutes an activity took; days of use in a person's first seven; probability of a loss, 0..1; null where not known
-- pulse        how the CSM judged the customer, on the company's own scale; null where not judged
-- until_on     the day a milestone is planned for; first day a person who joined used the product; last day of a CSM's care; null where not known
-- check: unique(customer_id, event_no)
-- check: assert(source in ('milestone', 'activity', 'people', 'risk'))
with
company as (select * from company),
read_milestones as (select * from read_milestones),
read_activities as (select activity.*, activity.rowid as activity_no from read_activities as activity),
read_contacts as (select * from read_contacts),
read_csm_assignments as (select * from read_csm_assignments),
read_csm_roster as (select * from read_csm_roster),
read_expected_losses as (select * from read_expected_losses),
read_usage as (select * from read_usage),
customer__shards as (select * from customer__shards),

roster as (
  select person.csm, min(person.name) as name from read_csm_roster as person group by person.csm
),

-- A timeline that says which milestone was reached is read as both: where a day has one of each, they are one event.
reached as (
  select milestone.*, count(*) over (partition by milestone.customer_id, milestone.reached_on) as on_day
  from read_milestones as milestone
  where milestone.reached_on is not null
),

done as (
  select
    activity.*,
    coalesce(roster.name, activity.csm) as csm_name,
    count(*) filter (where activity.activity_type = 'milestone')
      over (partition by activity.customer_id, activity.activity_on) as on_day
  from read_activities as activity
  left join roster on roster.csm = activity.csm
),

milestones_done as (
  select * from done where activity_type = 'milestone' and on_day = 1
),

told as (
  select
    milestone.customer_id, milestone.reached_on, milestone.milestone,
    activity.activity_no, activity.subject, activity.notes, activity.csm_name, activity.duration_minutes, activity.pulse
  from reached as milestone
  left join milestones_done as activity
    on activity.customer_id = milestone.customer_id
    and activity.activity_on = milestone.reached_on
    and activity.on_day = milestone.on_day
),

-- Keys of people as exports of use have them: the person's key, else the email.
joined as (
  select
    contact.customer_id, contact.person_id, coalesce(contact.name, contact.person_id) as name, contact.role, contact.from_on,
    contact.email
  from read_contacts as contact
  where contact.from_on is not null and contact.customer_id is not null
),

day_of_use as (
  select use.customer_id, use.person_id, use.usage_month, bit_or(use.days_used) as days_used
  from read_usage as use
  where use.person_id is not null
  group by use.customer_id, use.person_id, use.usage_month
),

used as (
  select
    person.customer_id, person.person_id,
    min(cast(use.usage_month + cast(bit_count((use.days_used & -use.days_used) - 1) as integer) as date)) as first_used_on,
    sum(bit_count(use.days_used & greatest(0, least(2147483647, case
      -- Bits of the seven days from the person's first, in the month of use.
      when use.usage_month > person.from_on
        then (cast(1 as bigint) << greatest(0, 7 - cast(use.usage_month - person.from_on as integer))) - 1
      else (cast(127 as bigint) << cast(person.from_on - use.usage_month as integer)) & 2147483647
    end)))) as first_days
  from joined as person
  join day_of_use as use
    on use.customer_id = person.customer_id
    and (use.person_id = person.person_id or use.person_id = person.email)
    and use.usage_month >= date_trunc('month', person.from_on)
    and use.usage_month <= person.from_on + 6
  group by person.customer_id, person.person_id
),

events as (
  select
    told.customer_id, told.reached_on as event_on, 'milestone' as source, told.milestone as event, told.subject as title,
    told.notes, told.csm_name as person, 'reached' as status, told.duration_minutes as number, told.pulse,
    cast(null as date) as until_on
  from told
  union all
  select
    milestone.customer_id, coalesce(milestone.known_on, milestone.planned_on), 'milestone', milestone.milestone, null, null,
    null, 'planned', null, null, milestone.planned_on
  from read_milestones as milestone
  where milestone.planned_on is not null and milestone.reached_on is null
  union all
  select
    activity.customer_id, activity.activity_on, 'activity', activity.activity_type, activity.subject, activity.notes,
    activity.csm_name, null, activity.duration_minutes, activity.pulse, null
  from done as activity
  left join told on told.customer_id = activity.customer_id and told.activity_no = activity.activity_no
  where told.activity_no is null
  union all
  select
    person.customer_id, person.from_on, 'people', 'joined', person.name, null, null, person.role,
    cast(used.first_days as decimal(18, 6)), null, used.first_used_on
  from joined as person
  left join used on used.customer_id = person.customer_id and used.person_id = person.person_id
  union all
  select contact.customer_id, contact.left_on, 'people', 'left', coalesce(contact.name, contact.person_id), null, null,
    contact.role, null, null, null
  from read_contacts as contact
  union all
  select contact.customer_id, contact.unsubscribed_on, 'people', 'unsubscribed', coalesce(contact.name, contact.person_id),
    null, null, contact.role, null, null, null
  from read_contacts as contact
  union all
  select care.customer_id, care.from_on, 'people', 'csm', coalesce(roster.name, care.csm), null, null, null, null, null,
    care.to_on
  from read_csm_assignments as care
  left join roster on roster.csm = care.csm
  union all
  select loss.customer_id, loss.flagged_on, 'risk', 'anticipated', loss.product, null, null, null,
    cast(loss.probability as decimal(18, 6)), null, null
  from read_expected_losses as loss
  union all
  select loss.customer_id, loss.cleared_on, 'risk', 'cleared', loss.product, null, null, null, null, null, null
  from read_expected_losses as loss
),

final as (
  select
    entry.*,
    cast(row_number() over (
      partition by entry.customer_id
      order by entry.event_on, entry.source, entry.event, entry.status, entry.title, entry.notes, entry.person,
        entry.number, entry.pulse, entry.until_on
    ) as integer) as event_no
  from events as entry
  join customer__shards as shard on shard.customer_id = entry.customer_id
  where entry.event_on is not null
)

select customer_id, event_no, event_on, source, event, title, notes, person, status, number, pulse, until_on
from final
order by customer_id, event_no
