-- Renewals that were lost: when did the customer first stand in the lowest band, within the year before, after it had last
-- stood in the highest? A customer that recovered before it left was not foreseen. Only those scored at least once in that year.
-- grain: customer_id, due_on
-- customer_id   the company's own key
-- due_on        the day the terms end
-- decided_on    day of the notice, or of the loss without one
-- first_red_on  first month's end in the lowest band of that last decline; null where there is none
-- lead_days     days from first_red_on to decided_on; null where there is none
-- currency      reporting currency
-- due_minor     monthly amount due, minor units of currency
-- check: unique(customer_id, due_on)
-- check: assert(lead_days is null or lead_days between 0 and 365)
with
company as (select * from company),
customers as (select * from customers),
health_decided as (select * from health_decided),
health_months as (select * from health_months),
health_scores as (select * from health_scores),
health_bands as (select * from health_bands),

tops as (
  select band.version_no, max(band.band_no) as top_no from health_bands as band group by band.version_no
),

years as (
  select
    renewal.customer_no, renewal.due_on, renewal.decided_on, renewal.due_minor, month.ends_on,
    score.band_no = 1 as is_lowest,
    max(case when score.band_no = top.top_no then month.ends_on end) over (
      partition by renewal.customer_no, renewal.due_on
    ) as last_top_on
  from health_decided as renewal
  join health_scores as score on score.customer_no = renewal.customer_no and score.final_score is not null
  join health_months as month on month.month_no = score.month_no and not month.is_open
    and month.ends_on <= renewal.decided_on
    and month.ends_on >= renewal.decided_on - 365
  join tops as top on top.version_no = score.version_no
  where renewal.is_lost
),

lost as (
  select
    year.customer_no, year.due_on, year.decided_on, year.due_minor,
    min(case
      when year.is_lowest and year.ends_on > coalesce(year.last_top_on, date '0001-01-01') then year.ends_on
    end) as first_red_on
  from years as year
  group by year.customer_no, year.due_on, year.decided_on, year.due_minor
),

final as (
  select
    customer.customer_id, lost.due_on, lost.decided_on, lost.first_red_on,
    date_diff('day', lost.first_red_on, lost.decided_on) as lead_days,
    company.currency, lost.due_minor
  from lost
  cross join company
  join customers as customer on customer.customer_no = lost.customer_no
)

select customer_id, due_on, decided_on, first_red_on, lead_days, currency, due_minor
from final
order by customer_id, due_on
