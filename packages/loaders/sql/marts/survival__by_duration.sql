-- The observations of the survival curves counted: customers who were followed for as many days with the same end. A curve
-- is made of these as of the customers themselves.
-- grain: basis, duration_days, entry_days, is_event
-- basis          live, committed
-- duration_days  days from the first day of the first balance to the event or to censoring
-- entry_days     delayed entry: days from the first day to the day before history_from; null where seen from the beginning
-- is_event       true where they left, false where they were still there when last seen
-- customers      customers
-- check: unique(basis, duration_days, entry_days, is_event)
-- check: assert(customers > 0)
with
survival__customers as (select * from survival__customers),

final as (
  select
    customer.basis, customer.duration_days, customer.entry_days, customer.is_event,
    cast(count(*) as integer) as customers
  from survival__customers as customer
  group by customer.basis, customer.duration_days, customer.entry_days, customer.is_event
)

select basis, duration_days, entry_days, is_event, customers
from final
order by basis, duration_days, entry_days nulls first, is_event
