-- Balances on the day before history_from: what the movement ledger opens with; no row where the exports are complete.
-- grain: basis, customer_id, product, currency
-- basis         live, committed
-- customer_id   the company's own key
-- product       product family
-- currency      billing currency
-- amount_minor  balance, minor units of the reporting currency
-- is_archived   the customer pays read-only fees only
-- check: unique(basis, customer_id, product, currency)
with
company as (select * from company),
customers as (select * from customers),
products as (select * from products),
currencies as (select * from currencies),
product_balances as (select * from product_balances),
customer_changes as (select * from customer_changes),

past_balances as (
  select
    balance.basis, balance.customer_no, balance.product_no, balance.currency_no, balance.closing_minor,
    row_number() over (
      partition by balance.basis, balance.customer_no, balance.product_no, balance.currency_no
      order by balance.month_no desc nulls last
    ) as place
  from product_balances as balance
  join company on balance.month_no < company.history_from_no
),

past_states as (
  select
    change.basis, change.customer_no, change.closing_state,
    row_number() over (
      partition by change.basis, change.customer_no
      order by change.month_no desc nulls last
    ) as place
  from customer_changes as change
  join company on change.month_no < company.history_from_no
),

final as (
  select
    balance.basis, customer.customer_id, product.product, currency.currency,
    balance.closing_minor as amount_minor,
    state.closing_state = 'archived' as is_archived
  from past_balances as balance
  join past_states as state
    on state.basis = balance.basis and state.customer_no = balance.customer_no and state.place = 1
  join customers as customer on customer.customer_no = balance.customer_no
  join products as product on product.product_no = balance.product_no
  join currencies as currency on currency.currency_no = balance.currency_no
  where balance.place = 1 and balance.closing_minor <> 0
)

select basis, customer_id, product, currency, amount_minor, is_archived
from final
order by basis, customer_id, product, currency
