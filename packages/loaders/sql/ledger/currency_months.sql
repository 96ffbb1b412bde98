-- What one minor unit of a billing currency is worth at each month end, where balances follow the rates; none under the
-- policy `constant`, and none for the reporting currency.
-- grain: currency_no, month_no
-- currency_no     currencies
-- month_no        year * 12 + month
-- opening_factor  minor units of the reporting currency for one minor unit, on the last day of the month before
-- closing_factor  the same on the last day of the month
-- check: unique(currency_no, month_no)
with
company as (select * from company),
currencies as (select * from currencies),
month_factor as (select * from month_factor),

factors as (
  select currency.currency_no, rate.month_no, rate.factor
  from month_factor as rate
  join currencies as currency on currency.currency = rate.currency
  cross join company
  where rate.currency <> company.currency and rate.month_no <= company.last_month_no
),

final as (
  select
    this.currency_no, this.month_no,
    coalesce(past.factor, this.factor) as opening_factor,
    this.factor as closing_factor
  from factors as this
  left join factors as past on past.currency_no = this.currency_no and past.month_no = this.month_no - 1
)

select currency_no, month_no, opening_factor, closing_factor
from final
