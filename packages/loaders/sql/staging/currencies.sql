-- Billing currencies and what one minor unit is worth in minor units of the reporting currency.
-- grain: currency_no
-- currency_no  integer, in the order of currency
-- currency     ISO 4217 code
-- factor       minor units of the reporting currency for one minor unit of this currency
-- check: unique(currency_no)
-- check: unique(currency)
-- check: not_null(factor)
with
currency_factor as (select * from currency_factor),

final as (
  select
    cast(row_number() over (order by rate.currency nulls last) as integer) as currency_no,
    rate.currency,
    rate.factor
  from currency_factor as rate
)

select currency_no, currency, factor
from final
