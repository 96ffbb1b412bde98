-- Where what was billed is not the live MRR: one row a customer, billing currency and stretch of months, with a name for
-- the difference. Credits have their own column; the cause is that of the rest.
-- grain: customer_no, currency_no, from_month_no
-- customer_no      customers
-- currency_no      billing currency
-- from_month_no    first month compared, year * 12 + month
-- to_month_no      first month no longer compared
-- mrr_billing      live MRR, minor units of the billing currency
-- billed_billing   billed a month: what recurs, prorations and credits
-- credit_billing   credits in it; negative
-- rest_billing     billed less credits less MRR
-- cause            timing, proration, missing_invoice, missing_contract, amount, rounding; credit where credits are all of it
-- check: unique(customer_no, currency_no, from_month_no)
-- check: accepted(cause, timing, proration, missing_invoice, missing_contract, amount, rounding, credit)
-- check: not_null(cause)
-- check: assert(from_month_no < to_month_no)
with
billed_months as (select * from billed_months),
billed_stretches as (select * from billed_stretches),

neighbours as (
  select
    stretch.*,
    stretch.recurring_billing + stretch.proration_billing as billed,
    lag(stretch.mrr_billing) over stretch_order as mrr_before,
    lead(stretch.mrr_billing) over stretch_order as mrr_after,
    lag(stretch.recurring_billing + stretch.proration_billing) over stretch_order as billed_before,
    lead(stretch.recurring_billing + stretch.proration_billing) over stretch_order as billed_after
  from billed_stretches as stretch
  window stretch_order as (
    partition by stretch.customer_no, stretch.currency_no
    order by stretch.from_month_no nulls last
  )
),

compared as (
  select
    stretch.*,
    greatest(stretch.from_month_no, billed_months.first_month_no) as compared_from_no,
    least(coalesce(stretch.to_month_no, billed_months.last_month_no + 1), billed_months.last_month_no + 1) as compared_to_no
  from neighbours as stretch
  cross join billed_months
),

final as (
  select
    this.customer_no, this.currency_no,
    this.compared_from_no as from_month_no,
    this.compared_to_no as to_month_no,
    this.mrr_billing,
    this.billed + this.credit_billing as billed_billing,
    this.credit_billing,
    this.billed - this.mrr_billing as rest_billing,
    case
      when this.billed = this.mrr_billing then 'credit'
      when abs(this.billed - this.mrr_billing) <= this.lines + 1 and this.billed <> 0 and this.mrr_billing <> 0 then 'rounding'
      when this.proration_billing <> 0 then 'proration'
      when this.compared_to_no - this.compared_from_no = 1 and (
        this.mrr_billing = this.billed_before or this.mrr_billing = this.billed_after
        or this.billed = this.mrr_before or this.billed = this.mrr_after
      ) then 'timing'
      when this.mrr_billing = 0 then 'missing_contract'
      when this.billed = 0 then 'missing_invoice'
      else 'amount'
    end as cause
  from compared as this
  where this.compared_from_no < this.compared_to_no
    and (this.billed <> this.mrr_billing or this.credit_billing <> 0)
)

select customer_no, currency_no, from_month_no, to_month_no, mrr_billing, billed_billing, credit_billing, rest_billing, cause
from final
