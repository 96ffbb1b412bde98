-- Customers by how many days they took from signing to go-live and the quarter in which they signed, those whose go-live is
-- not recorded left out. From the counts follow
-- the median and every other share.
-- grain: signed_quarter, onboarding_days
-- signed_quarter   first day of the quarter of signing
-- onboarding_days  days from signing to go-live; null while not live
-- customers        customers
-- check: unique(signed_quarter, onboarding_days)
with
onboarding__customers as (select * from onboarding__customers),

final as (
  select customer.signed_quarter, customer.onboarding_days, count(*) as customers
  from onboarding__customers as customer
  where customer.is_recorded
  group by customer.signed_quarter, customer.onboarding_days
)

select signed_quarter, onboarding_days, customers
from final
order by signed_quarter, onboarding_days nulls last
