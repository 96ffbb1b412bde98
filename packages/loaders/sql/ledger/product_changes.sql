-- A row is a month in which lines begin or end to count for a customer's product in one billing currency: a change point.
-- Work grows with what happens, not with the months in between.
-- grain: basis, customer_no, product_no, currency_no, month_no
-- basis             live, committed
-- customer_no       customers: the owner at the end of the month
-- product_no        product family
-- currency_no       billing currency
-- month_no          year * 12 + month
-- delta_billing     change by lines, minor units of the billing currency
-- transfer_billing  balance received (+) or given away (-) by assignments, minor units of the billing currency
-- fee_billing       the part of delta_billing that is read-only fees
-- transfer_fee      the part of transfer_billing that is read-only fees
-- in_micros         quantity of the line that begins, millionths; null where none or several do
-- out_micros        quantity of the line that ends, millionths
-- in_worth          monthly amount before rounding of the line that begins, minor units
-- out_worth         monthly amount before rounding of the line that ends, minor units
-- quantity_billing  quantity part where one chain changes, minor units of the billing currency; all where it has one side only
-- is_one_chain      the line that ends and the line that begins are one chain
-- has_several       several lines or chains change, or could count at once: several_changes looks closer
-- in_key            lowest line that begins, times 4, plus its code (1 renewal, 2 contracted_step, 3 mid_term); null if none
-- out_key           lowest line that ends, times 4, plus its code (1 renewal, 2 contracted_step, 3 mid_term); null if none
-- check: unique(basis, customer_no, product_no, currency_no, month_no)
with
line_spans as (select * from line_spans),
overdrawn_lines as (select * from overdrawn_lines),
branched_chains as (select * from branched_chains),
chain_owners as (select * from chain_owners),
transfers as (select * from transfers),
currencies as (select * from currencies),

counted as (
  select span.*
  from line_spans as span
  where not exists (select 1 from overdrawn_lines as credit where credit.line_no = span.line_no)
),

points as (
  select
    span.basis, span.customer_no, span.product_no, span.currency_no, span.from_month_no as month_no, span.chain_no,
    span.amount_minor as in_amount, null as out_amount,
    case when span.is_archive then span.amount_minor else 0 end as fee_amount,
    span.quantity_micros as in_micros, null as out_micros,
    span.worth_minor as in_worth, null as out_worth,
    span.chain_no as in_chain_no, null as out_chain_no,
    span.line_no * 4 + span.in_code as in_key, null as out_key
  from counted as span
  union all
  select
    span.basis, span.customer_no, span.product_no, span.currency_no, span.to_month_no as month_no, span.chain_no,
    null as in_amount, span.amount_minor as out_amount,
    case when span.is_archive then -span.amount_minor else 0 end as fee_amount,
    null as in_micros, span.quantity_micros as out_micros,
    null as in_worth, span.worth_minor as out_worth,
    null as in_chain_no, span.chain_no as out_chain_no,
    null as in_key, span.line_no * 4 + span.out_code as out_key
  from counted as span
  where span.to_month_no is not null
),

owned as (
  select
    point.basis, point.customer_no, point.product_no, point.currency_no, point.month_no,
    point.in_amount, point.out_amount, 0 as transfer_amount, point.fee_amount, 0 as transfer_fee,
    point.in_micros, point.out_micros, point.in_worth, point.out_worth,
    point.in_chain_no, point.out_chain_no, point.in_key, point.out_key
  from points as point
  where not exists (select 1 from chain_owners as owner where owner.chain_no = point.chain_no)
  union all
  select
    point.basis, owner.customer_no, point.product_no, point.currency_no, point.month_no,
    point.in_amount, point.out_amount, 0 as transfer_amount, point.fee_amount, 0 as transfer_fee,
    point.in_micros, point.out_micros, point.in_worth, point.out_worth,
    point.in_chain_no, point.out_chain_no, point.in_key, point.out_key
  from points as point
  join chain_owners as owner
    on owner.chain_no = point.chain_no
    and owner.from_month_no <= point.month_no
    and owner.to_month_no > point.month_no
  union all
  select
    transfer.basis, transfer.to_customer_no as customer_no, transfer.product_no, transfer.currency_no, transfer.month_no,
    null as in_amount, null as out_amount, transfer.balance_billing as transfer_amount,
    0 as fee_amount, transfer.fee_billing as transfer_fee,
    null as in_micros, null as out_micros, null as in_worth, null as out_worth,
    null as in_chain_no, null as out_chain_no, null as in_key, null as out_key
  from transfers as transfer
  union all
  select
    transfer.basis, transfer.from_customer_no as customer_no, transfer.product_no, transfer.currency_no, transfer.month_no,
    null as in_amount, null as out_amount, -transfer.balance_billing as transfer_amount,
    0 as fee_amount, -transfer.fee_billing as transfer_fee,
    null as in_micros, null as out_micros, null as in_worth, null as out_worth,
    null as in_chain_no, null as out_chain_no, null as in_key, null as out_key
  from transfers as transfer
),

grouped as (
  select
    point.basis, point.customer_no, point.product_no, point.currency_no, point.month_no,
    cast(coalesce(sum(point.in_amount), 0) as bigint) as in_amount,
    cast(coalesce(sum(point.out_amount), 0) as bigint) as out_amount,
    cast(sum(point.transfer_amount) as bigint) as transfer_billing,
    cast(sum(point.fee_amount) as bigint) as fee_billing,
    cast(sum(point.transfer_fee) as bigint) as transfer_fee,
    count(point.in_chain_no) as begins,
    count(point.out_chain_no) as ends,
    max(point.in_micros) as in_micros,
    max(point.out_micros) as out_micros,
    max(point.in_worth) as in_worth,
    max(point.out_worth) as out_worth,
    max(point.in_chain_no) as in_chain_no,
    max(point.out_chain_no) as out_chain_no,
    min(point.in_key) as in_key,
    min(point.out_key) as out_key
  from owned as point
  group by point.basis, point.customer_no, point.product_no, point.currency_no, point.month_no
),

mixed as (
  select grouped.basis, grouped.customer_no, grouped.product_no
  from grouped
  where exists (select 1 from currencies as currency where currency.currency_no > 1)
  group by grouped.basis, grouped.customer_no, grouped.product_no
  having min(grouped.currency_no) <> max(grouped.currency_no)
),

final as (
  select
    grouped.basis, grouped.customer_no, grouped.product_no, grouped.currency_no, grouped.month_no,
    grouped.in_amount - grouped.out_amount as delta_billing,
    grouped.transfer_billing,
    grouped.fee_billing,
    grouped.transfer_fee,
    grouped.in_micros, grouped.out_micros, grouped.in_worth, grouped.out_worth,
    case
      when grouped.in_chain_no is null or grouped.out_chain_no is null or grouped.in_chain_no <> grouped.out_chain_no
        then grouped.in_amount - grouped.out_amount
      when abs(
        cast(grouped.in_worth as double) / cast(grouped.in_micros as double)
        - cast(grouped.out_worth as double) / cast(grouped.out_micros as double)
      ) * greatest(grouped.in_micros, grouped.out_micros) < 0.0001 then grouped.in_amount - grouped.out_amount
      else cast(round(cast(
        (grouped.in_micros - grouped.out_micros) / 1e6
        * (cast(grouped.out_worth as double) * 1e6 / cast(grouped.out_micros as double))
        as decimal(24, 4))) as bigint)
    end as quantity_billing,
    coalesce(grouped.in_chain_no = grouped.out_chain_no, false) as is_one_chain,
    grouped.begins > 1
      or grouped.ends > 1
      or coalesce(grouped.in_chain_no <> grouped.out_chain_no, false)
      or branch.chain_no is not null
      or mixed.product_no is not null as has_several,
    grouped.in_key,
    grouped.out_key
  from grouped
  left join branched_chains as branch on branch.chain_no = coalesce(grouped.in_chain_no, grouped.out_chain_no)
  left join mixed
    on mixed.basis = grouped.basis
    and mixed.customer_no = grouped.customer_no
    and mixed.product_no = grouped.product_no
)

select
  basis, customer_no, product_no, currency_no, month_no, delta_billing, transfer_billing, fee_billing, transfer_fee,
  in_micros, out_micros, in_worth, out_worth, quantity_billing, is_one_chain, has_several, in_key, out_key
from final
