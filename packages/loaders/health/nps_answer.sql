-- title: Mean NPS answer, the newest of each person within a year
-- group: surveys
-- direction: higher
-- unit: points of 10
-- valid_days: 0
-- needs: survey_responses
-- points: 0:0, 5:20, 6:40, 7:65, 8:80, 10:100
-- weight: 70
with
answers as (
  select
    answer.customer_id, month.report_month, answer.score,
    row_number() over (
      partition by answer.customer_id, month.month_no, coalesce(answer.person_id, answer.response_id)
      order by answer.responded_on desc, answer.known_on desc, answer.score
    ) as place
  from read_survey_responses as answer
  cross join health_params as params
  join health_months as month
    on month.ends_on >= greatest(answer.responded_on, answer.known_on)
    and month.ends_on < answer.responded_on + params.survey_window_days
  where answer.survey_type = 'nps'
)

select answer.customer_id, answer.report_month as month, cast(sum(answer.score) as double) / count(*) as value
from answers as answer
where answer.place = 1
group by answer.customer_id, answer.report_month
