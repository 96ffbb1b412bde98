-- Events of contacts as engagement, one row an event. What a mailing does by itself (sent, delivered, bounced) is not
-- something the customer did: left out.
with
clean as (
  select *, regexp_replace(lower(trim(event_type)), '[ -]+', '_', 'g') as kind
  from records
),

known as (
  select
    *,
    case
      when kind in ('sent', 'email_sent', 'processed', 'delivered', 'email_delivered', 'deferred', 'dropped', 'bounce',
        'bounced', 'email_bounced', 'suppressed') then 'mailing'
      when kind in ('open', 'opened', 'email_open', 'email_opened') then 'email_opened'
      when kind in ('click', 'clicked', 'email_click', 'email_clicked') then 'email_clicked'
      when kind in ('unsubscribe', 'unsubscribed', 'email_unsubscribed', 'opt_out') then 'unsubscribed'
      when kind in ('form_submission', 'form_submitted') then 'form_submitted'
      when kind in ('webinar', 'webinar_attended', 'attended_webinar') then 'webinar_attended'
      when kind in ('event', 'event_attended', 'attended_event', 'attended') then 'event_attended'
      when kind in ('post', 'community_post', 'question', 'community_question') then 'community_post'
      when kind in ('answer', 'community_answer', 'reply', 'community_reply') then 'community_answer'
      when kind in ('reference', 'reference_call') then 'reference'
      when kind in ('case_study', 'success_story') then 'case_study'
      when kind in ('review', 'review_posted', 'testimonial', 'quote') then 'review'
      when kind in ('speaker', 'spoke', 'spoke_at_event') then 'speaker'
      when kind in ('referral', 'referred') then 'referral'
    end as engagement
  from clean
)

select
  coalesce(
    fault,
    case
      when kind <> '' and engagement is null then set_aside('unknown_word', 'event_type', event_type)
      when engagement = 'mailing' then left_out()
    end
  ) as fault,
  id as engagement_id,
  case when not contains(company_ids, ';') then company_ids end as customer_id,
  email as person_id,
  occurred_at as engaged_on,
  case
    when engagement in ('community_post', 'community_answer') then 'community'
    when engagement in ('reference', 'case_study', 'review', 'speaker', 'referral') then 'participation'
    when engagement is not null then 'marketing'
  end as engagement_group,
  engagement as engagement_type,
  created_at as known_on
from known
