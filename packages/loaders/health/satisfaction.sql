-- title: Newest answer to a satisfaction survey, of the best there is
-- group: surveys
-- direction: higher
-- unit: share
-- valid_days: 270
-- needs: survey_responses
-- points: 0.2:0, 0.6:40, 0.8:80, 1:100
-- weight: 30
with
survey_scales as (select * from survey_scales),

answers as (
  select
    answer.customer_id, answer.responded_on, greatest(answer.responded_on, answer.known_on) as known_on,
    cast(answer.score as double) / cast(coalesce(answer.best_score, scale.best_score) as double) as share,
    answer.response_id
  from read_survey_responses as answer
  left join survey_scales as scale on scale.survey_type = answer.survey_type
  join company on greatest(answer.responded_on, answer.known_on) <= company.as_of
  where answer.survey_type not in ('nps', 'pmf') and coalesce(answer.best_score, scale.best_score) > 0
),

placed as (
  select
    answer.customer_id, cast(date_trunc('month', answer.known_on) as date) as month, answer.share as value,
    answer.responded_on as measured_on,
    row_number() over (
      partition by answer.customer_id, date_trunc('month', answer.known_on)
      order by answer.responded_on desc, answer.known_on desc, answer.share, answer.response_id
    ) as place,
    max(answer.responded_on) over (
      partition by answer.customer_id order by date_trunc('month', answer.known_on)
    ) as newest_on
  from answers as answer
)

select placed.customer_id, placed.month, placed.value, placed.measured_on
from placed
where placed.place = 1 and placed.measured_on = placed.newest_on
