-- The best answer there is on surveys that vendors give one scale, for exports that do not print it.
-- grain: survey_type
-- survey_type  as survey_responses has it
-- best_score   the best answer
-- check: unique(survey_type)
with
final as (
  -- Decision U10: Delighted's and Zendesk's scales.
  select scale.survey_type, scale.best_score
  from (values ('nps', 10), ('csat', 5), ('five_star', 5), ('smileys', 5), ('onboarding', 5), ('thumbs', 1)) as scale(survey_type, best_score)
)

select survey_type, best_score
from final
order by survey_type
