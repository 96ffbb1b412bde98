-- Delighted's responses of the CSV export as survey responses, one row an answer.
with
clean as (select *, coalesce(nullif(trim(survey_type), ''), survey) as kind from records)

select
  coalesce(fault, case when kind is null then set_aside('undeclared_option', 'survey', survey_type) end) as fault,
  id as response_id,
  customer as customer_id,
  coalesce(nullif(trim(email), ''), person) as person_id,
  kind as survey_type,
  score,
  responded_at as responded_on,
  updated_at as known_on
from clean
