-- By how much the sum of annual amounts changes in a month, in each billing currency.
-- grain: basis, currency_no, month_no
-- basis         live, committed
-- currency_no   currencies
-- month_no      year * 12 + month
-- annual_delta  change of the annual amounts that count, minor units of the billing currency
-- check: unique(basis, currency_no, month_no)
with
line_spans as (select * from line_spans),
annual_excesses as (select * from annual_excesses),

twelvefold as (
  select span.basis, span.currency_no, span.from_month_no, span.to_month_no,
    cast(sum(12 * span.amount_minor) as bigint) as annual_minor
  from line_spans as span
  group by span.basis, span.currency_no, span.from_month_no, span.to_month_no
),

exceeding as (
  select span.basis, span.currency_no, span.from_month_no, span.to_month_no,
    cast(sum(
      case
        when span.amount_minor <> excess.amount_minor then excess.remaining_excess_minor
        else excess.excess_minor
      end
    ) as bigint) as annual_minor
  from line_spans as span
  join annual_excesses as excess on excess.line_no = span.line_no
  group by span.basis, span.currency_no, span.from_month_no, span.to_month_no
),

stretches as (
  select basis, currency_no, from_month_no, to_month_no, annual_minor from twelvefold
  union all
  select basis, currency_no, from_month_no, to_month_no, annual_minor from exceeding
),

deltas as (
  select basis, currency_no, from_month_no as month_no, annual_minor as annual_delta from stretches
  union all
  select basis, currency_no, to_month_no as month_no, -annual_minor as annual_delta from stretches where to_month_no is not null
),

final as (
  select delta.basis, delta.currency_no, delta.month_no, cast(sum(delta.annual_delta) as bigint) as annual_delta
  from deltas as delta
  group by delta.basis, delta.currency_no, delta.month_no
)

select basis, currency_no, month_no, annual_delta
from final
