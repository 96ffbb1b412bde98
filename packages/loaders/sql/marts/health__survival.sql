-- Customers active on live a year before the last month's end, the landmark, with the band they stood in then and how long
-- they stayed. Who had left before the landmark and came back is not among them: a stay ends with the first loss.
-- grain: customer_id
-- customer_id    the company's own key
-- landmark_on    the landmark
-- band           name of the band then, or unscored
-- band_no        its place, the lowest first; 0 is unscored
-- duration_days  days from the landmark to the loss, or to the end of the last month
-- is_event       lost, to nothing or to read-only fees
-- check: unique(customer_id)
-- check: assert(duration_days >= 0)
with
company as (select * from company),
health_months as (select * from health_months),
health_banded as (select * from health_banded),
survival__customers as (select * from survival__customers),
customers as (select * from customers),

final as (
  select
    customer.customer_id, landmark.ends_on as landmark_on, entry.band, entry.band_no,
    date_diff('day', landmark.ends_on, stay.ended_on) as duration_days,
    stay.is_event
  from health_banded as entry
  join company on company.last_month_no = entry.month_no + 12
  join health_months as landmark on landmark.month_no = entry.month_no
  join customers as customer on customer.customer_no = entry.customer_no
  join survival__customers as stay
    on stay.customer_id = customer.customer_id and stay.basis = 'live' and stay.ended_on > landmark.ends_on
  where entry.basis = 'live'
)

select customer_id, landmark_on, band, band_no, duration_days, is_event
from final
order by customer_id
