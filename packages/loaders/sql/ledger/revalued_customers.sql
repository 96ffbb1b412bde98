-- The customers whose retention cannot be read from their balances alone: a contract of theirs was assigned, or a balance
-- in another currency follows the exchange rates. Their "now" is valued at the rate of "then", and their "then" is
-- grouped by the assignments in force now.
-- grain: basis, customer_no
-- basis        live, committed
-- customer_no  customers
-- check: unique(basis, customer_no)
with
bases as (select * from bases),
chain_owners as (select * from chain_owners),
currency_months as (select * from currency_months),
product_changes as (select * from product_changes),

final as (
  select bases.basis, owner.customer_no
  from bases
  cross join chain_owners as owner
  union
  select change.basis, change.customer_no
  from product_changes as change
  where exists (select 1 from currency_months as rate where rate.currency_no = change.currency_no)
)

select basis, customer_no
from final
