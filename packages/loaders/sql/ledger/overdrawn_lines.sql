-- A row is a negative line (a credit) that would take its product below 0 for the customer at some month end.
-- The whole line is set aside; customers without credits are not looked at.
-- grain: line_no
-- line_no            contract_lines
-- overdrawn_month_no first month end at which its product would stand below 0
-- balance_minor      what the product would stand at, minor units of the billing currency
-- check: unique(line_no)
with
line_spans as (select * from line_spans),

credited as (
  select distinct span.basis, span.customer_no, span.product_no, span.currency_no
  from line_spans as span
  where span.amount_minor < 0
),

spans as (
  select span.*
  from line_spans as span
  join credited
    on credited.basis = span.basis
    and credited.customer_no = span.customer_no
    and credited.product_no = span.product_no
    and credited.currency_no = span.currency_no
),

changes as (
  select change.basis, change.customer_no, change.product_no, change.currency_no, change.month_no,
    cast(sum(change.delta_minor) as bigint) as delta_minor
  from (
    select span.basis, span.customer_no, span.product_no, span.currency_no,
      span.from_month_no as month_no, span.amount_minor as delta_minor
    from spans as span
    union all
    select span.basis, span.customer_no, span.product_no, span.currency_no,
      span.to_month_no as month_no, -span.amount_minor as delta_minor
    from spans as span
    where span.to_month_no is not null
  ) as change
  group by change.basis, change.customer_no, change.product_no, change.currency_no, change.month_no
),

balances as (
  select
    change.*,
    cast(sum(change.delta_minor) over product_order as bigint) as balance_minor,
    lead(change.month_no) over product_order as next_month_no
  from changes as change
  window product_order as (
    partition by change.basis, change.customer_no, change.product_no, change.currency_no
    order by change.month_no nulls last
  )
),

final as (
  select
    span.line_no,
    min(greatest(balance.month_no, span.from_month_no)) as overdrawn_month_no,
    min(balance.balance_minor) as balance_minor
  from spans as span
  join balances as balance
    on balance.basis = span.basis
    and balance.customer_no = span.customer_no
    and balance.product_no = span.product_no
    and balance.currency_no = span.currency_no
    and balance.balance_minor < 0
    and (span.to_month_no is null or balance.month_no < span.to_month_no)
    and (balance.next_month_no is null or balance.next_month_no > span.from_month_no)
  where span.amount_minor < 0
  group by span.line_no
)

select line_no, overdrawn_month_no, balance_minor
from final
