-- A row is a month in which lines begin or end to count for a customer's product in one billing currency: a change point.
-- Work grows with what happens, not with the months in between. What ends and what begins of a chain
-- are put side by side; only where that leaves several rows of a month are they added up.
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
-- quantity_billing  quantity part where one chain changes, minor units of the billing currency; all where it has one side only
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

begun as (
  select
    span.basis, coalesce(owner.customer_no, span.customer_no) as customer_no, span.product_no, span.currency_no,
    span.from_month_no as month_no, span.chain_no,
    case when branch.chain_no is null then span.chain_no end as single_chain_no,
    span.amount_minor, case when span.is_archive then span.amount_minor else 0 end as fee_minor,
    span.quantity_micros, span.worth_minor, span.line_no * 4 + span.in_code as line_key
  from line_spans as span
  left join overdrawn_lines as credit on credit.line_no = span.line_no
  left join branched_chains as branch on branch.chain_no = span.chain_no
  left join chain_owners as owner
    on owner.chain_no = span.chain_no
    and owner.from_month_no <= span.from_month_no
    and owner.to_month_no > span.from_month_no
  where credit.line_no is null
),

ended as (
  select
    span.basis, coalesce(owner.customer_no, span.customer_no) as customer_no, span.product_no, span.currency_no,
    span.to_month_no as month_no, span.chain_no,
    case when branch.chain_no is null then span.chain_no end as single_chain_no,
    span.amount_minor, case when span.is_archive then span.amount_minor else 0 end as fee_minor,
    span.quantity_micros, span.worth_minor, span.line_no * 4 + span.out_code as line_key
  from line_spans as span
  left join overdrawn_lines as credit on credit.line_no = span.line_no
  left join branched_chains as branch on branch.chain_no = span.chain_no
  left join chain_owners as owner
    on owner.chain_no = span.chain_no
    and owner.from_month_no <= span.to_month_no
    and owner.to_month_no > span.to_month_no
  where credit.line_no is null and span.to_month_no is not null
),

pairs as (
  select
    coalesce(start.basis, stop.basis) as basis,
    coalesce(start.customer_no, stop.customer_no) as customer_no,
    coalesce(start.product_no, stop.product_no) as product_no,
    coalesce(start.currency_no, stop.currency_no) as currency_no,
    coalesce(start.month_no, stop.month_no) as month_no,
    coalesce(start.chain_no, stop.chain_no) as chain_no,
    coalesce(start.single_chain_no, stop.single_chain_no) is null as is_branched,
    coalesce(start.amount_minor, 0) - coalesce(stop.amount_minor, 0) as delta_billing,
    coalesce(start.fee_minor, 0) - coalesce(stop.fee_minor, 0) as fee_billing,
    case
      when start.chain_no is null or stop.chain_no is null
        then coalesce(start.amount_minor, 0) - coalesce(stop.amount_minor, 0)
      when abs(
        cast(start.worth_minor as double) / cast(start.quantity_micros as double)
        - cast(stop.worth_minor as double) / cast(stop.quantity_micros as double)
      ) * greatest(start.quantity_micros, stop.quantity_micros) < 0.0001 then start.amount_minor - stop.amount_minor
      else cast(round(cast(
        (start.quantity_micros - stop.quantity_micros) / 1e6
        * (cast(stop.worth_minor as double) * 1e6 / cast(stop.quantity_micros as double))
        as decimal(24, 4))) as bigint)
    end as quantity_billing,
    start.line_key as in_key,
    stop.line_key as out_key
  from begun as start
  full outer join ended as stop
    on stop.single_chain_no = start.single_chain_no
    and stop.basis = start.basis
    and stop.month_no = start.month_no
    and stop.product_no = start.product_no
    and stop.currency_no = start.currency_no
),

changes as (
  select
    pair.basis, pair.customer_no, pair.product_no, pair.currency_no, pair.month_no, pair.chain_no, pair.is_branched,
    pair.delta_billing, cast(0 as bigint) as transfer_billing, pair.fee_billing, cast(0 as bigint) as transfer_fee,
    pair.quantity_billing, pair.in_key, pair.out_key
  from pairs as pair
  union all
  select
    transfer.basis, transfer.to_customer_no as customer_no, transfer.product_no, transfer.currency_no, transfer.month_no,
    null as chain_no, false as is_branched,
    0 as delta_billing, transfer.balance_billing as transfer_billing, 0 as fee_billing, transfer.fee_billing as transfer_fee,
    0 as quantity_billing, null as in_key, null as out_key
  from transfers as transfer
  union all
  select
    transfer.basis, transfer.from_customer_no as customer_no, transfer.product_no, transfer.currency_no, transfer.month_no,
    null as chain_no, false as is_branched,
    0 as delta_billing, -transfer.balance_billing as transfer_billing, 0 as fee_billing, -transfer.fee_billing as transfer_fee,
    0 as quantity_billing, null as in_key, null as out_key
  from transfers as transfer
),

shared as (
  select change.basis, change.customer_no, change.product_no, change.currency_no, change.month_no
  from changes as change
  group by change.basis, change.customer_no, change.product_no, change.currency_no, change.month_no
  having count(*) > 1
),

sums as (
  select
    change.basis, change.customer_no, change.product_no, change.currency_no, change.month_no,
    cast(sum(change.delta_billing) as bigint) as delta_billing,
    cast(sum(change.transfer_billing) as bigint) as transfer_billing,
    cast(sum(change.fee_billing) as bigint) as fee_billing,
    cast(sum(change.transfer_fee) as bigint) as transfer_fee,
    cast(sum(change.quantity_billing) as bigint) as quantity_billing,
    count(change.chain_no) > 1 or max(case when change.is_branched then 1 else 0 end) = 1 as has_several,
    min(change.in_key) as in_key,
    min(change.out_key) as out_key
  from changes as change
  join shared
    on shared.basis = change.basis
    and shared.customer_no = change.customer_no
    and shared.product_no = change.product_no
    and shared.currency_no = change.currency_no
    and shared.month_no = change.month_no
  group by change.basis, change.customer_no, change.product_no, change.currency_no, change.month_no
),

months as (
  select
    change.basis, change.customer_no, change.product_no, change.currency_no, change.month_no, change.delta_billing,
    change.transfer_billing, change.fee_billing, change.transfer_fee, change.quantity_billing,
    change.is_branched as has_several, change.in_key, change.out_key
  from changes as change
  left join shared
    on shared.basis = change.basis
    and shared.customer_no = change.customer_no
    and shared.product_no = change.product_no
    and shared.currency_no = change.currency_no
    and shared.month_no = change.month_no
  where shared.basis is null
  union all
  select sums.* from sums
),

mixed as (
  select change.basis, change.customer_no, change.product_no
  from changes as change
  where exists (select 1 from currencies as currency where currency.currency_no > 1)
  group by change.basis, change.customer_no, change.product_no
  having min(change.currency_no) <> max(change.currency_no)
),

final as (
  select
    month.basis, month.customer_no, month.product_no, month.currency_no, month.month_no, month.delta_billing,
    month.transfer_billing, month.fee_billing, month.transfer_fee, month.quantity_billing,
    month.has_several or mixed.basis is not null as has_several,
    month.in_key, month.out_key
  from months as month
  left join mixed
    on mixed.basis = month.basis and mixed.customer_no = month.customer_no and mixed.product_no = month.product_no
)

select
  basis, customer_no, product_no, currency_no, month_no, delta_billing, transfer_billing, fee_billing, transfer_fee,
  quantity_billing, has_several, in_key, out_key
from final
