-- What is still to be decided up to the end of the next quarter, with the health the customer stands in, its CMRR and what
-- customer success says of it: renewals that are late, or fall due after as_of.
-- grain: customer_id, due_on
-- customer_id             the company's own key
-- due_on                  the day the terms end
-- due_quarter             its quarter, first day
-- days_ahead              days from as_of to it; 0 or less where it has passed
-- horizon_days            180, 90 or 30: the validated score that is nearest to so many days before; null where late
-- state                   late, noticed, signed or open, as renewals__upcoming has it
-- currency                reporting currency
-- due_minor               monthly amount due, minor units of currency
-- signed_due_minor        of it, renewed already
-- noticed_due_minor       of it, with a notice
-- remaining_minor         monthly amount that the notices leave
-- late_due_minor          of what is due, late and undecided
-- open_due_minor          of what is due, open
-- band                    band of health at the last month's end, or unscored
-- band_no                 its place, the lowest first; 0 is unscored
-- final_score             0 to 100; null where unscored
-- committed_minor         the customer's monthly balance on committed, minor units of currency; null where it has none
-- csm                     who looks after it, the first by name where several do; null where nobody is known
-- is_flagged              customer success says it may be lost
-- anticipated_loss_minor  probability x amount of the losses expected of the customer, 0 or negative
-- check: unique(customer_id, due_on)
-- check: assert(due_minor = signed_due_minor + noticed_due_minor + late_due_minor + open_due_minor)
with
params as (
  -- A renewal is set beside the validated horizon it is nearest to: 180, 90 or 30 days.
  select 135 as from_180_days, 60 as from_90_days, 6 as months_ahead
),
company as (select * from company),
customers as (select * from customers),
customers_now as (select * from customers_now),
customer_csms as (select * from customer_csms),
csm_flags as (select * from csm_flags),
health_scores as (select * from health_scores),
health_bands as (select * from health_bands),
renewals__upcoming as (select * from renewals__upcoming),

dues as (
  select
    ahead.*, customer.customer_no,
    cast(date_diff('day', company.as_of, ahead.due_on) as integer) as days_ahead
  from renewals__upcoming as ahead
  cross join company
  cross join params
  join customers as customer on customer.customer_id = ahead.customer_id
  where ahead.due_month < date_trunc('quarter', company.as_of + 1) + to_months(params.months_ahead)
),

final as (
  select
    due.customer_id, due.due_on,
    cast(date_trunc('quarter', due.due_on) as date) as due_quarter,
    due.days_ahead,
    case
      when due.state = 'late' then null
      when due.days_ahead >= params.from_180_days then 180
      when due.days_ahead >= params.from_90_days then 90
      else 30
    end as horizon_days,
    due.state, due.currency, due.due_minor, due.signed_due_minor, due.noticed_due_minor, due.remaining_minor,
    due.late_due_minor, due.open_due_minor,
    coalesce(band.band, 'unscored') as band,
    coalesce(score.band_no, 0) as band_no,
    score.final_score,
    now.committed_minor,
    care.csm,
    flag.customer_no is not null as is_flagged,
    coalesce(flag.anticipated_loss_minor, 0) as anticipated_loss_minor
  from dues as due
  cross join company
  cross join params
  left join health_scores as score
    on score.customer_no = due.customer_no and score.month_no = company.last_month_no
  left join health_bands as band on band.version_no = score.version_no and band.band_no = score.band_no
  left join customers_now as now on now.customer_no = due.customer_no
  left join customer_csms as care on care.customer_no = due.customer_no and care.place = 1
  left join csm_flags as flag on flag.customer_no = due.customer_no
)

select
  customer_id, due_on, due_quarter, days_ahead, horizon_days, state, currency, due_minor, signed_due_minor,
  noticed_due_minor, remaining_minor, late_due_minor, open_due_minor, band, band_no, final_score, committed_minor, csm,
  is_flagged, anticipated_loss_minor
from final
order by customer_id, due_on
