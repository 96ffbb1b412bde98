-- Answers to the NPS question up to as_of, and how long each stands for its person: until the month of the next answer,
-- twelve months at most. An answer that names nobody is a person of its own.
-- grain: answer_no
-- answer_no    number of the answer, in the order of customer, person, day and key
-- customer_no  customers
-- person       who answered; a number of its own where nobody is named
-- person_id    who answered; null where nobody is named
-- score        0 to 10
-- responded_on day of the answer
-- month_no     its month, year * 12 + month
-- until_month_no first month in which it no longer stands for the person; its own month where another answer follows in it
-- class        promoter 9 and 10, passive 7 and 8, detractor 0 to 6
-- check: unique(answer_no)
-- check: accepted(class, promoter, passive, detractor)
-- check: assert(until_month_no >= month_no)
with
params as (
  -- definitions.md, NPS; the window of a standing answer is a year, so that yearly surveys have no gaps.
  select 9 as promoter_from, 6 as detractor_to, 12 as window_months
),
company as (select * from company),
customers as (select * from customers),
read_survey_responses as (select answer.*, answer.rowid as row_no from read_survey_responses as answer),

answers as (
  select customer.customer_no, answer.person_id, answer.response_id, answer.row_no,
    coalesce(answer.person_id, '#' || cast(answer.row_no as varchar)) as person,
    cast(answer.score as integer) as score,
    answer.responded_on,
    cast(year(answer.responded_on) * 12 + month(answer.responded_on) as integer) as month_no
  from read_survey_responses as answer
  join company on answer.responded_on <= company.as_of
  join customers as customer on customer.customer_id = answer.customer_id
  where answer.survey_type = 'nps'
),

followed as (
  select answer.*,
    lead(answer.month_no) over (
      partition by answer.customer_no, answer.person
      order by answer.responded_on nulls last, answer.response_id nulls last, answer.row_no nulls last
    ) as next_month_no
  from answers as answer
),

final as (
  select
    cast(row_number() over (
      order by answer.customer_no nulls last, answer.person nulls last, answer.responded_on nulls last,
        answer.response_id nulls last, answer.row_no nulls last
    ) as integer) as answer_no,
    answer.customer_no, answer.person, answer.person_id, answer.score, answer.responded_on, answer.month_no,
    cast(least(
      coalesce(answer.next_month_no, answer.month_no + params.window_months), answer.month_no + params.window_months
    ) as integer) as until_month_no,
    case
      when answer.score >= params.promoter_from then 'promoter'
      when answer.score <= params.detractor_to then 'detractor'
      else 'passive'
    end as class
  from followed as answer
  cross join params
)

select answer_no, customer_no, person, person_id, score, responded_on, month_no, until_month_no, class
from final
