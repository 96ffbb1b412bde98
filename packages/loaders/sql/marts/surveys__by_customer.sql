-- Answers to the NPS question by customer, in the twelve months up to the end of the last reported month.
-- grain: customer_id
-- customer_id  the company's own key
-- answers      answers
-- promoters    of these, 9 or 10
-- detractors   of these, 0 to 6
-- check: unique(customer_id)
-- check: assert(promoters + detractors <= answers)
with
company as (select * from company),
calendar as (select * from calendar),
read_survey_responses as (select * from read_survey_responses),

final as (
  select answer.customer_id,
    count(*) as answers,
    count(*) filter (where answer.score >= 9) as promoters,
    count(*) filter (where answer.score <= 6) as detractors
  from read_survey_responses as answer
  cross join company
  join calendar on calendar.month_no = company.last_month_no + 1
  where answer.survey_type = 'nps'
    and answer.responded_on < calendar.report_month
    and answer.responded_on >= calendar.report_month - interval 12 month
  group by answer.customer_id
)

select customer_id, answers, promoters, detractors
from final
order by customer_id
