-- Discount at signing against discount at the first renewal, customer by customer, where list prices are known. Sums over
-- customers give the discount of the whole: 1 - net / list.
-- grain: customer_id
-- customer_id         the company's own key
-- due_on              the day of the first renewal
-- currency            reporting currency
-- signed_list_minor   monthly list price at signing of the contracts that fell due and were renewed, minor units of currency
-- signed_net_minor    their monthly amount at signing
-- renewed_list_minor  monthly list price of the contracts that renew them
-- renewed_net_minor   their monthly amount
-- check: unique(customer_id)
with
company as (select * from company),
customers as (select * from customers),
renewal_discounts as (select * from renewal_discounts),

final as (
  select
    customer.customer_id, discount.due_on, company.currency,
    discount.signed_list_minor, discount.signed_net_minor, discount.renewed_list_minor, discount.renewed_net_minor
  from renewal_discounts as discount
  cross join company
  join customers as customer on customer.customer_no = discount.customer_no
)

select customer_id, due_on, currency, signed_list_minor, signed_net_minor, renewed_list_minor, renewed_net_minor
from final
order by customer_id
