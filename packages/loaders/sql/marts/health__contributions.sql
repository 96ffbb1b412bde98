-- What moved each customer's health from the month before the last to the last: contributions that add up to the change of
-- its final score. An input's contribution is how far its share lifts the score above the mean of both months' raw scores,
-- now less then: better values, and weight shared out otherwise, both show. Customers scored in both months.
-- grain: customer_id, input
-- customer_id         the company's own key
-- input               health__inputs; adjustment is what exceptions and overrides did
-- report_month        first day of the last month
-- value               in the input's unit; null where missing now
-- previous_value      the same a month before; null where missing then
-- input_score         0 to 100 by the scoring points; null where missing now
-- previous_score      the same a month before; null where missing then
-- share               share of the whole, 0 to 1; 0 where missing now
-- previous_share      the same a month before
-- contribution        points of the change
-- check: unique(customer_id, input)
-- check: not_null(contribution)
with
company as (select * from company),
calendar as (select * from calendar),
customers as (select * from customers),
health_scores as (select * from health_scores),
health_input_scores as (select * from health_input_scores),

changes as (
  select
    this.customer_no, this.raw_score, past.raw_score as previous_raw, this.final_score, past.final_score as previous_final,
    (this.raw_score + past.raw_score) / 2e0 as middle
  from health_scores as this
  join company on company.last_month_no = this.month_no
  join health_scores as past on past.customer_no = this.customer_no and past.month_no = company.last_month_no - 1
  where this.final_score is not null and past.final_score is not null and this.raw_score is not null
    and past.raw_score is not null
),

now as (
  select entry.* from health_input_scores as entry join company on company.last_month_no = entry.month_no
),

past as (
  select entry.* from health_input_scores as entry join company on company.last_month_no = entry.month_no + 1
),

pairs as (
  select
    coalesce(now.customer_no, past.customer_no) as customer_no,
    coalesce(now.input, past.input) as input,
    now.value, past.value as previous_value, now.input_score, past.input_score as previous_score,
    coalesce(now.share, 0) as share, coalesce(past.share, 0) as previous_share
  from now
  full outer join past on past.customer_no = now.customer_no and past.input = now.input
),

contributions as (
  select
    pair.*,
    coalesce(pair.share * (pair.input_score - change.middle), 0)
      - coalesce(pair.previous_share * (pair.previous_score - change.middle), 0) as contribution
  from pairs as pair
  join changes as change on change.customer_no = pair.customer_no
  union all
  select
    change.customer_no, 'adjustment' as input, cast(null as double), cast(null as double), cast(null as double),
    cast(null as double), 0 as share, 0 as previous_share,
    (change.final_score - change.raw_score) - (change.previous_final - change.previous_raw) as contribution
  from changes as change
),

final as (
  select
    customer.customer_id, entry.input, calendar.report_month, entry.value, entry.previous_value, entry.input_score,
    entry.previous_score, cast(entry.share as double) as share, cast(entry.previous_share as double) as previous_share,
    entry.contribution
  from contributions as entry
  join customers as customer on customer.customer_no = entry.customer_no
  cross join company
  join calendar on calendar.month_no = company.last_month_no
)

select
  customer_id, input, report_month, value, previous_value, input_score, previous_score, share, previous_share, contribution
from final
order by customer_id, input
