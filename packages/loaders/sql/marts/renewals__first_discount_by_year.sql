-- Discount at signing against discount at the first renewal, by the year of that renewal, where list prices are known. Sums
-- over customers give the discount of the whole: 1 - net / list.
-- grain: due_year
-- due_year            year of the first renewal
-- currency            reporting currency
-- customers           customers whose first renewal it was
-- signed_list_minor   monthly list price at signing of the contracts that fell due, minor units of currency
-- signed_net_minor    their monthly amount at signing
-- renewed_list_minor  monthly list price of the contracts that renew them
-- renewed_net_minor   their monthly amount
-- check: unique(due_year)
with
first_discounts as (select * from renewals__first_discount),

final as (
  select
    cast(year(discount.due_on) as integer) as due_year, discount.currency,
    cast(count(*) as integer) as customers,
    cast(sum(discount.signed_list_minor) as bigint) as signed_list_minor,
    cast(sum(discount.signed_net_minor) as bigint) as signed_net_minor,
    cast(sum(discount.renewed_list_minor) as bigint) as renewed_list_minor,
    cast(sum(discount.renewed_net_minor) as bigint) as renewed_net_minor
  from first_discounts as discount
  group by year(discount.due_on), discount.currency
)

select
  due_year, currency, customers, signed_list_minor, signed_net_minor, renewed_list_minor, renewed_net_minor
from final
order by due_year
