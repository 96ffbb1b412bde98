-- Renewals that were decided, each with the customer's health as it stood 180, 90 and 30 days before the decision.
-- grain: customer_id, due_on, horizon_days
-- customer_id    the company's own key
-- due_on         the day the terms end
-- horizon_days   days before the decision
-- decided_on     day of the signature, of the notice, or of the loss without one
-- scored_month   first day of the month whose end the score is of
-- is_too_early   that month lies before the first in which anybody could have a score: everybody is unscored then
-- is_lost        cancelled, or left with read-only fees
-- currency       reporting currency
-- due_minor      monthly amount due, minor units of currency
-- final_score    0 to 100; null where unscored
-- band           name of the band, or unscored
-- check: unique(customer_id, due_on, horizon_days)
-- check: assert(scored_month < decided_on)
with
company as (select * from company),
calendar as (select * from calendar),
customers as (select * from customers),
health_decisions as (select * from health_decisions),

final as (
  select
    customer.customer_id, decision.due_on, decision.horizon_days, decision.decided_on,
    calendar.report_month as scored_month, decision.is_too_early, decision.is_lost, company.currency, decision.due_minor, decision.final_score,
    decision.band
  from health_decisions as decision
  cross join company
  join calendar on calendar.month_no = decision.month_no
  join customers as customer on customer.customer_no = decision.customer_no
)

select
  customer_id, due_on, horizon_days, decided_on, scored_month, is_too_early, is_lost, currency, due_minor, final_score, band
from final
order by customer_id, due_on, horizon_days
