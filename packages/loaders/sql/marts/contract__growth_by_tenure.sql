-- Contract now against the original by years of tenure, of customers active on live at the end of the last reported month.
-- Monthly amounts, both at the exchange rate of that month.
-- grain: tenure_years
-- tenure_years    whole years since the first month end with a balance
-- currency        reporting currency
-- customers       customers of that tenure
-- increased       of these, contract now above the original
-- unchanged       of these, contract now equal to the original
-- decreased       of these, contract now below the original
-- original_minor  their monthly amounts at their first month end, minor units of currency
-- contract_minor  their monthly amounts now
-- growth_micros   sum over the customers of contract / original, millionths: the plain mean's numerator
-- check: unique(tenure_years)
-- check: assert(customers = increased + unchanged + decreased)
with
company as (select * from company),
contract_growth as (select * from contract_growth),

years as (
  select growth.*, cast(floor(cast(growth.tenure_months as double) / 12) as integer) as tenure_years
  from contract_growth as growth
),

final as (
  select
    year.tenure_years, company.currency,
    count(*) as customers,
    count(*) filter (where year.contract_minor > year.original_minor) as increased,
    count(*) filter (where year.contract_minor = year.original_minor) as unchanged,
    count(*) filter (where year.contract_minor < year.original_minor) as decreased,
    cast(sum(year.original_minor) as bigint) as original_minor,
    cast(sum(year.contract_minor) as bigint) as contract_minor,
    cast(sum(year.growth_micros) as bigint) as growth_micros
  from years as year
  cross join company
  group by year.tenure_years, company.currency
)

select
  tenure_years, currency, customers, increased, unchanged, decreased, original_minor, contract_minor, growth_micros
from final
order by tenure_years
