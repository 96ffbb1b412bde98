-- What became of the first renewal, by how many days the customer took from signing to go-live. Renewals decided by as_of.
-- Who went live only on or after the due day counts as not live.
-- grain: from_days
-- from_days       shortest onboarding of the band, days; null where the customer was not live by the due day
-- to_days         longest; null where open or not live
-- currency        reporting currency
-- decided         first renewals decided
-- renewed         of these, renewed at whatever amount
-- due_minor       monthly amount due, minor units of currency
-- renewed_minor   monthly amount renewed at
-- kept_minor      sum of the smaller of the two
-- check: unique(from_days)
-- check: assert(renewed <= decided)
with
company as (select * from company),
onboarding__customers as (select * from onboarding__customers),

bands as (
  select * from (values (0, 30), (31, 60), (61, 90), (91, 120), (121, null)) as band(from_days, to_days)
),

final as (
  select band.from_days, band.to_days, company.currency,
    count(*) as decided,
    count(*) filter (where customer.first_renewal = 'renewed') as renewed,
    cast(sum(customer.due_minor) as bigint) as due_minor,
    cast(sum(customer.renewed_minor) as bigint) as renewed_minor,
    cast(sum(least(customer.due_minor, customer.renewed_minor)) as bigint) as kept_minor
  from onboarding__customers as customer
  cross join company
  left join bands as band on customer.renewal_days between band.from_days and coalesce(band.to_days, 100000)
  where customer.first_renewal is not null
  group by band.from_days, band.to_days, company.currency
)

select from_days, to_days, currency, decided, renewed, due_minor, renewed_minor, kept_minor
from final
order by from_days nulls last
