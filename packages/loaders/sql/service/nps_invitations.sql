-- Invitations to the NPS survey up to as_of, and whether the person answered it: before the next invitation of the same
-- person, or by as_of. Without a person the customer's next answer that names nobody counts.
-- grain: invitation_no
-- invitation_no  number of the invitation
-- customer_no    customers
-- month_no       month it was sent, year * 12 + month
-- is_answered    an answer came before the next invitation
-- check: unique(invitation_no)
-- check: not_null(is_answered)
with
company as (select * from company),
customers as (select * from customers),
nps_answers as (select * from nps_answers),
read_survey_invitations as (select invitation.*, invitation.rowid as row_no from read_survey_invitations as invitation),

sent as (
  select customer.customer_no, coalesce(invitation.person_id, '#') as person, invitation.sent_on,
    cast(year(invitation.sent_on) * 12 + month(invitation.sent_on) as integer) as month_no,
    cast(row_number() over (
      order by customer.customer_no nulls last, invitation.person_id nulls last, invitation.sent_on nulls last,
        invitation.row_no nulls last
    ) as integer) as invitation_no
  from read_survey_invitations as invitation
  join company on invitation.sent_on <= company.as_of
  join customers as customer on customer.customer_id = invitation.customer_id
  where invitation.survey_type = 'nps'
),

-- Invitations and answers of a person in one order: an invitation is answered when an answer is what comes next.
events as (
  select sent.customer_no, sent.person, sent.sent_on as event_on, 0 as is_answer, sent.invitation_no
  from sent
  union all
  select answer.customer_no, coalesce(answer.person_id, '#') as person, answer.responded_on as event_on, 1 as is_answer,
    cast(null as integer) as invitation_no
  from nps_answers as answer
),

followed as (
  select event.invitation_no,
    coalesce(lead(event.is_answer) over (
      partition by event.customer_no, event.person
      order by event.event_on nulls last, event.is_answer nulls last, event.invitation_no nulls last
    ), 0) = 1 as is_answered
  from events as event
),

final as (
  select sent.invitation_no, sent.customer_no, sent.month_no, followed.is_answered
  from sent
  join followed on followed.invitation_no = sent.invitation_no
)

select invitation_no, customer_no, month_no, is_answered
from final
