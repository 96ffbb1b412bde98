-- What was billed to recur beside live MRR, month by month, the difference by its causes. From the first month end in what
-- was billed to the last whole month; no rows where nothing recurring was billed.
-- grain: report_month
-- report_month            first day of the month
-- mrr_minor               live MRR at its end, minor units of the reporting currency
-- billed_minor            billed for a time of service with that day, a month: mrr_minor and the differences
-- timing_minor            billed a month before or after the contract has it
-- proration_minor         prorations, and bills by days in a month in which a contract changes
-- credit_minor            credits for a time of service that give back no bill; negative
-- missing_invoice_minor   MRR nobody was billed for, of a customer or of a line of its; negative
-- missing_contract_minor  billed, and no contract line stands behind it: it ended, never was, or is billed already
-- amount_minor            billed at another amount than the contract's
-- rounding_minor          minor units lost where amounts were rounded line by line
-- one_off_minor           beside it: billed once, credits without a time of service among it, in the month of the invoice
-- usage_minor             beside it: billed by use, in the month of the invoice
-- differing_customers     customers whose billed amount is not their MRR
-- check: unique(report_month)
-- check: assert(mrr_minor + timing_minor + proration_minor + credit_minor + missing_invoice_minor + missing_contract_minor + amount_minor + rounding_minor = billed_minor)
with
billed_months as (select * from billed_months),
billed_lines as (select * from billed_lines),
billed_gaps as (select * from billed_gaps),
calendar as (select * from calendar),
currencies as (select * from currencies),
currency_months as (select * from currency_months),
waterfall__by_month as (select * from waterfall__by_month),

months as (
  select calendar.month_no, calendar.report_month
  from billed_months
  join calendar on calendar.month_no between billed_months.first_month_no and billed_months.last_month_no
),

causes as (
  select
    month_no,
    cast(sum(rest_minor) filter (where cause = 'timing') as bigint) as timing_minor,
    cast(sum(rest_minor) filter (where cause = 'proration') as bigint) as proration_minor,
    cast(sum(credit_minor) as bigint) as credit_minor,
    cast(sum(rest_minor) filter (where cause = 'missing_invoice') as bigint) as missing_invoice_minor,
    cast(sum(rest_minor) filter (where cause = 'missing_contract') as bigint) as missing_contract_minor,
    cast(sum(rest_minor) filter (where cause = 'amount') as bigint) as amount_minor,
    cast(sum(rest_minor) filter (where cause = 'rounding') as bigint) as rounding_minor,
    cast(count(distinct customer_no) as bigint) as differing_customers
  from billed_gaps
  group by month_no
),

beside as (
  select
    line.invoiced_month_no as month_no,
    cast(sum(round(cast(line.amount_minor as decimal(19, 0)) * coalesce(rate.closing_factor, currency.factor)))
      filter (where line.kind <> 'usage') as bigint) as one_off_minor,
    cast(sum(round(cast(line.amount_minor as decimal(19, 0)) * coalesce(rate.closing_factor, currency.factor)))
      filter (where line.kind = 'usage') as bigint) as usage_minor
  from billed_lines as line
  join currencies as currency on currency.currency_no = line.currency_no
  left join currency_months as rate
    on rate.currency_no = line.currency_no and rate.month_no = line.invoiced_month_no
  where line.kind in ('usage', 'one_off') or (line.kind in ('credit', 'proration') and line.from_month_no is null)
  group by line.invoiced_month_no
),

final as (
  select
    months.report_month,
    coalesce(waterfall.closing_minor, 0) as mrr_minor,
    coalesce(causes.timing_minor, 0) as timing_minor,
    coalesce(causes.proration_minor, 0) as proration_minor,
    coalesce(causes.credit_minor, 0) as credit_minor,
    coalesce(causes.missing_invoice_minor, 0) as missing_invoice_minor,
    coalesce(causes.missing_contract_minor, 0) as missing_contract_minor,
    coalesce(causes.amount_minor, 0) as amount_minor,
    coalesce(causes.rounding_minor, 0) as rounding_minor,
    coalesce(beside.one_off_minor, 0) as one_off_minor,
    coalesce(beside.usage_minor, 0) as usage_minor,
    coalesce(causes.differing_customers, 0) as differing_customers
  from months
  left join waterfall__by_month as waterfall on waterfall.report_month = months.report_month and waterfall.basis = 'live'
  left join causes on causes.month_no = months.month_no
  left join beside on beside.month_no = months.month_no
)

select
  report_month, mrr_minor,
  mrr_minor + timing_minor + proration_minor + credit_minor + missing_invoice_minor + missing_contract_minor + amount_minor + rounding_minor as billed_minor,
  timing_minor, proration_minor, credit_minor, missing_invoice_minor, missing_contract_minor, amount_minor, rounding_minor,
  one_off_minor, usage_minor, differing_customers
from final
order by report_month
