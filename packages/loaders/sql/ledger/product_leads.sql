-- A row is the line that leads a product's change where several chains or lines change in one month: of the chain with
-- the largest change (then the lowest line id), the largest line that begins and the largest that ends.
-- grain: basis, customer_no, product_no, currency_no, month_no
-- basis        live
-- customer_no  customers
-- product_no   product family
-- currency_no  billing currency
-- month_no     year * 12 + month
-- in_key       line that begins, times 4, plus code; null if none
-- out_key      line that ends, times 4, plus code; null if none
-- check: unique(basis, customer_no, product_no, currency_no, month_no)
with
chain_changes as (select * from chain_changes),
product_changes as (select * from product_changes),
line_spans as (select * from line_spans),
read_contract_lines as (select line.line_id, line.rowid as line_no from read_contract_lines as line),

unclear as (
  select
    change.basis, change.customer_no, change.product_no, change.currency_no, change.chain_no, change.month_no,
    change.delta_minor
  from product_changes as product
  join chain_changes as change
    on change.basis = product.basis
    and change.customer_no = product.customer_no
    and change.product_no = product.product_no
    and change.currency_no = product.currency_no
    and change.month_no = product.month_no
  where product.has_several
),

spans as (
  select
    change.*, span.from_month_no, span.to_month_no, span.line_no, span.amount_minor, span.in_code, span.out_code, text.line_id
  from unclear as change
  join line_spans as span
    on span.basis = change.basis
    and span.customer_no = change.customer_no
    and span.product_no = change.product_no
    and span.currency_no = change.currency_no
    and span.chain_no = change.chain_no
    and (span.from_month_no = change.month_no or span.to_month_no = change.month_no)
  join read_contract_lines as text on text.line_no = span.line_no
),

begins as (
  select
    span.basis, span.customer_no, span.product_no, span.currency_no, span.chain_no, span.month_no,
    cast(span.line_no as bigint) * 4 + span.in_code as in_key,
    span.line_id,
    row_number() over (
      partition by span.basis, span.customer_no, span.product_no, span.currency_no, span.chain_no, span.month_no
      order by abs(span.amount_minor) desc nulls last, span.line_id nulls last
    ) as place
  from spans as span
  where span.from_month_no = span.month_no and span.in_code is not null
),

ends as (
  select
    span.basis, span.customer_no, span.product_no, span.currency_no, span.chain_no, span.month_no,
    cast(span.line_no as bigint) * 4 + span.out_code as out_key,
    span.line_id,
    row_number() over (
      partition by span.basis, span.customer_no, span.product_no, span.currency_no, span.chain_no, span.month_no
      order by abs(span.amount_minor) desc nulls last, span.line_id nulls last
    ) as place
  from spans as span
  where span.to_month_no = span.month_no
),

ranked as (
  select
    change.basis, change.customer_no, change.product_no, change.currency_no, change.month_no,
    begin.in_key,
    finish.out_key,
    row_number() over (
      partition by change.basis, change.customer_no, change.product_no, change.currency_no, change.month_no
      order by abs(change.delta_minor) desc nulls last, coalesce(begin.line_id, finish.line_id) nulls last
    ) as place
  from unclear as change
  left join begins as begin
    on begin.place = 1
    and begin.basis = change.basis
    and begin.chain_no = change.chain_no
    and begin.product_no = change.product_no
    and begin.currency_no = change.currency_no
    and begin.month_no = change.month_no
  left join ends as finish
    on finish.place = 1
    and finish.basis = change.basis
    and finish.chain_no = change.chain_no
    and finish.product_no = change.product_no
    and finish.currency_no = change.currency_no
    and finish.month_no = change.month_no
),

final as (
  select
    ranked.basis, ranked.customer_no, ranked.product_no, ranked.currency_no, ranked.month_no,
    ranked.in_key, ranked.out_key
  from ranked
  where ranked.place = 1
)

select basis, customer_no, product_no, currency_no, month_no, in_key, out_key
from final
