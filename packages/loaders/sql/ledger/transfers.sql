-- A row is what passes from one customer to another when a contract is assigned: the balance its chains had at the end
-- of the month before. What changes in the month of the assignment besides is the new owner's movement.
-- grain: basis, from_customer_no, to_customer_no, product_no, currency_no, month_no
-- basis             live, committed
-- from_customer_no  customers: who gives
-- to_customer_no    customers: who receives
-- product_no        product family
-- currency_no       billing currency
-- month_no          month of the assignment, year * 12 + month
-- balance_billing   balance passed on, minor units of the billing currency
-- fee_billing       the part of it that is read-only fees
-- line_no           of the lines passed on the one with the lowest line id
-- check: unique(basis, from_customer_no, to_customer_no, product_no, currency_no, month_no)
with
company as (select * from company),
chain_owners as (select * from chain_owners),
line_spans as (select * from line_spans),
overdrawn_lines as (select * from overdrawn_lines),
read_contract_lines as (select line.line_id, line.rowid as line_no from read_contract_lines as line),

handed as (
  select giver.chain_no, giver.customer_no as from_customer_no, taker.customer_no as to_customer_no,
    taker.from_month_no as month_no
  from chain_owners as giver
  join chain_owners as taker on taker.chain_no = giver.chain_no and taker.from_month_no = giver.to_month_no
  join company on taker.from_month_no <= company.last_month_no
  where giver.customer_no <> taker.customer_no
),

passed as (
  select
    span.basis, handed.from_customer_no, handed.to_customer_no, span.product_no, span.currency_no, handed.month_no,
    span.amount_minor, span.is_archive, span.line_no, text.line_id
  from handed
  join line_spans as span
    on span.chain_no = handed.chain_no
    and span.from_month_no < handed.month_no
    and (span.to_month_no is null or span.to_month_no >= handed.month_no)
  join read_contract_lines as text on text.line_no = span.line_no
  where not exists (select 1 from overdrawn_lines as credit where credit.line_no = span.line_no)
),

placed as (
  select
    passed.*,
    row_number() over (
      partition by passed.basis, passed.from_customer_no, passed.to_customer_no, passed.product_no, passed.currency_no,
        passed.month_no
      order by passed.line_id nulls last
    ) as place
  from passed
),

final as (
  select
    placed.basis, placed.from_customer_no, placed.to_customer_no, placed.product_no, placed.currency_no, placed.month_no,
    cast(sum(placed.amount_minor) as bigint) as balance_billing,
    cast(sum(case when placed.is_archive then placed.amount_minor else 0 end) as bigint) as fee_billing,
    min(case when placed.place = 1 then placed.line_no end) as line_no
  from placed
  group by
    placed.basis, placed.from_customer_no, placed.to_customer_no, placed.product_no, placed.currency_no, placed.month_no
)

select
  basis, from_customer_no, to_customer_no, product_no, currency_no, month_no, balance_billing, fee_billing, line_no
from final
