-- Customers by what became of their renewals, each in exactly one class at the end of the last reported month, with the
-- contract now against the original for those who are there. The classes but joined_and_left partition the customers with a
-- balance at any month end on either basis; who joined and left between two month ends is counted apart.
-- grain: class, renewal_number
-- class            lost_at_renewal, lost_between_renewals, late (a renewal due and undecided), none_due_yet, renewed (and still there), unknown_ordinal (the number matters and history begins later), joined_and_left
-- renewal_number   lost_at_renewal: at which; renewed: how many times, 0 where what fell due was lost and the customer is there; null in the other classes
-- currency         reporting currency
-- customers        customers of the class
-- present          of these, with an active contract on live at the month's end
-- increased        of these, contract now above the original
-- unchanged        of these, contract now equal to the original
-- decreased        of these, contract now below the original
-- original_minor   monthly amount at the first month end of those present, minor units of currency
-- contract_minor   their monthly amount now
-- growth_micros    sum over those present of contract / original, millionths: the plain mean's numerator
-- check: unique(class, renewal_number)
-- check: assert(present = increased + unchanged + decreased and present <= customers)
with
company as (select * from company),
renewal_classes as (select * from renewal_classes),
contract_growth as (select * from contract_growth),

final as (
  select
    class.class, class.renewal_number, company.currency,
    count(*) as customers,
    count(growth.customer_no) as present,
    count(*) filter (where growth.contract_minor > growth.original_minor) as increased,
    count(*) filter (where growth.contract_minor = growth.original_minor) as unchanged,
    count(*) filter (where growth.contract_minor < growth.original_minor) as decreased,
    cast(coalesce(sum(growth.original_minor), 0) as bigint) as original_minor,
    cast(coalesce(sum(growth.contract_minor), 0) as bigint) as contract_minor,
    cast(coalesce(sum(growth.growth_micros), 0) as bigint) as growth_micros
  from renewal_classes as class
  cross join company
  left join contract_growth as growth on growth.customer_no = class.customer_no
  group by class.class, class.renewal_number, company.currency
)

select
  class, renewal_number, currency, customers, present, increased, unchanged, decreased, original_minor, contract_minor,
  growth_micros
from final
order by class, renewal_number nulls last
