-- Where what was billed is not the live MRR: one row a customer, billing currency and stretch of months. A credit that
-- brings what was billed nearer to MRR gives back what was billed too much, and is part of what was billed; any other is
-- a difference of its own.
-- grain: customer_no, currency_no, from_month_no
-- customer_no        customers
-- currency_no        billing currency
-- from_month_no      first month compared, year * 12 + month
-- to_month_no        first month no longer compared
-- mrr_billing        live MRR, minor units of the billing currency
-- mrr_before         live MRR of the month before the stretch
-- mrr_after          live MRR of the month after it
-- billed_billing     billed a month: what recurs, prorations and credits
-- proration_billing  prorations in it
-- credit_billing     credits in it that are differences of their own; negative
-- rest_billing       billed less these credits less MRR
-- lines              lines of invoices behind the amounts
-- check: unique(customer_no, currency_no, from_month_no)
-- check: assert(from_month_no < to_month_no)
-- check: assert(mrr_billing + rest_billing + credit_billing = billed_billing)
with
billed_months as (select * from billed_months),
billed_stretches as (select * from billed_stretches),

neighbours as (
  select
    stretch.*,
    stretch.recurring_billing + stretch.proration_billing - stretch.mrr_billing as gross_billing,
    coalesce(lag(stretch.mrr_billing) over stretch_order, 0) as mrr_before,
    coalesce(lead(stretch.mrr_billing) over stretch_order, stretch.mrr_billing) as mrr_after
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
    least(coalesce(stretch.to_month_no, billed_months.last_month_no + 1), billed_months.last_month_no + 1) as compared_to_no,
    case
      when abs(stretch.gross_billing + stretch.credit_billing) <= abs(stretch.gross_billing) then 0
      else stretch.credit_billing
    end as own_credit
  from neighbours as stretch
  cross join billed_months
),

final as (
  select
    this.customer_no, this.currency_no,
    this.compared_from_no as from_month_no,
    this.compared_to_no as to_month_no,
    this.mrr_billing, this.mrr_before, this.mrr_after,
    this.mrr_billing + this.gross_billing + this.credit_billing as billed_billing,
    this.proration_billing,
    this.own_credit as credit_billing,
    this.gross_billing + this.credit_billing - this.own_credit as rest_billing,
    this.lines
  from compared as this
  where this.compared_from_no < this.compared_to_no and this.gross_billing + this.credit_billing <> 0
)

select
  customer_no, currency_no, from_month_no, to_month_no, mrr_billing, mrr_before, mrr_after, billed_billing,
  proration_billing, credit_billing, rest_billing, lines
from final
