-- Activation by age: of the customers who signed at least so many days ago, how many had gone live within so many
-- days; those whose go-live is not recorded are left out.
-- grain: age_days
-- age_days    days since signing
-- old_enough  customers who signed at least so many days before as_of
-- activated   of these, live within so many days of signing
-- check: unique(age_days)
-- check: assert(activated <= old_enough)
with
onboarding__customers as (select * from onboarding__customers),

ages as (
  select unnest([15, 30, 45, 60, 75, 90, 120, 150, 180, 270, 365]) as age_days
),

final as (
  select age.age_days,
    count(*) as old_enough,
    count(*) filter (where customer.onboarding_days <= age.age_days) as activated
  from ages as age
  join onboarding__customers as customer on customer.age_days >= age.age_days and customer.is_recorded
  group by age.age_days
)

select age_days, old_enough, activated
from final
order by age_days
