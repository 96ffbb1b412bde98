-- A row is a reason code of a line that begins or ends where several lines of a customer's product change in one month.
-- grain: basis, customer_no, product_no, currency_no, month_no, reason
-- basis        live, committed
-- customer_no  customers
-- product_no   product family
-- currency_no  billing currency
-- month_no     year * 12 + month
-- reason       reason code
-- check: unique(basis, customer_no, product_no, currency_no, month_no, reason)
with
several_lines as (select * from several_lines),

final as (
  select distinct line.basis, line.customer_no, line.product_no, line.currency_no, line.month_no, line.reason
  from several_lines as line
  where line.reason is not null and not (line.is_before and line.is_after)
)

select basis, customer_no, product_no, currency_no, month_no, reason
from final
