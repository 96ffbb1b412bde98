-- Where what was billed is not the live MRR: one row a customer, billing currency and stretch of months, with a name for
-- the difference. Credits that give back no bill have their own column; the cause is that of the rest.
-- grain: customer_no, currency_no, from_month_no
-- customer_no      customers
-- currency_no      billing currency
-- from_month_no    first month compared, year * 12 + month
-- to_month_no      first month no longer compared
-- mrr_billing      live MRR, minor units of the billing currency
-- billed_billing   billed a month: what recurs, prorations and credits
-- credit_billing   credits in it that are differences of their own; negative
-- rest_billing     billed less these credits less MRR
-- cause            timing, proration, missing_invoice, missing_contract, amount, rounding; credit where credits are all of it
-- check: unique(customer_no, currency_no, from_month_no)
-- check: accepted(cause, timing, proration, missing_invoice, missing_contract, amount, rounding, credit)
-- check: not_null(cause)
with
billed_compared as (select * from billed_compared),
billed_matches as (select * from billed_matches),

final as (
  select
    this.customer_no, this.currency_no, this.from_month_no, this.to_month_no,
    this.mrr_billing, this.billed_billing, this.credit_billing, this.rest_billing,
    case
      when this.rest_billing = 0 then 'credit'
      when abs(this.rest_billing) <= this.lines + 1 and this.billed_billing <> 0 and this.mrr_billing <> 0 then 'rounding'
      when this.proration_billing <> 0 then 'proration'
      when this.to_month_no - this.from_month_no = 1
        and this.rest_billing in (this.mrr_before - this.mrr_billing, this.mrr_after - this.mrr_billing) then 'timing'
      when this.mrr_billing = 0 or match.is_of_invoices then 'missing_contract'
      when this.billed_billing = this.credit_billing or match.is_of_contracts then 'missing_invoice'
      when this.to_month_no - this.from_month_no = 1 and match.is_near_change then 'proration'
      else 'amount'
    end as cause
  from billed_compared as this
  left join billed_matches as match
    on match.customer_no = this.customer_no and match.currency_no = this.currency_no and match.from_month_no = this.from_month_no
)

select customer_no, currency_no, from_month_no, to_month_no, mrr_billing, billed_billing, credit_billing, rest_billing, cause
from final
