-- One row: how far back the inputs of the health score look. See docs/health.md for why each is so long.
-- grain: ticket_window_days
-- ticket_window_days         tickets opened so many days before the month's end
-- survey_window_days         answers so old still count: surveys are sent once or twice a year
-- marketing_window_days      a newsletter comes every month, an event twice a year
-- community_window_days      posts of a year
-- participation_window_days  a reference lasts two years
-- champion_window_days       a champion who left is missed for half a year
-- risk_window_days           a risk noted holds a quarter
-- onboarding_months          from this month of age on a customer is established, live or not
-- unsaid_onboarding_months   the same where no go-live was recorded
with
final as (
  select
    90 as ticket_window_days,
    365 as survey_window_days,
    180 as marketing_window_days,
    365 as community_window_days,
    730 as participation_window_days,
    180 as champion_window_days,
    90 as risk_window_days,
    12 as onboarding_months,
    3 as unsaid_onboarding_months
)

select
  ticket_window_days, survey_window_days, marketing_window_days, community_window_days, participation_window_days,
  champion_window_days, risk_window_days, onboarding_months, unsaid_onboarding_months
from final
