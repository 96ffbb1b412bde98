-- Customers one by one with their class by what became of their renewals, and their contract now against the original. The
-- rows behind customers__by_class and contract__growth_by_tenure.
-- grain: customer_id
-- customer_id      the company's own key
-- class            lost_at_renewal, lost_between_renewals, late, none_due_yet, renewed, unknown_ordinal, joined_and_left
-- renewal_number   lost_at_renewal: at which; renewed: how many times; null in the other classes
-- currency         reporting currency
-- tenure_months    months from the first month end with a balance; null where not active on live at the last month's end
-- original_minor   monthly amount at the first month end, minor units of currency; null as tenure_months
-- contract_minor   monthly amount at the last reported month end; null as tenure_months
-- check: unique(customer_id)
with
company as (select * from company),
customers as (select * from customers),
renewal_classes as (select * from renewal_classes),
contract_growth as (select * from contract_growth),

final as (
  select
    customer.customer_id, class.class, class.renewal_number, company.currency,
    growth.tenure_months, growth.original_minor, growth.contract_minor
  from renewal_classes as class
  cross join company
  join customers as customer on customer.customer_no = class.customer_no
  left join contract_growth as growth on growth.customer_no = class.customer_no
)

select customer_id, class, renewal_number, currency, tenure_months, original_minor, contract_minor
from final
order by customer_id
