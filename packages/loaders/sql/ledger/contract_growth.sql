-- A row is a customer active at the last reported month end, with its contract now and at its first month end on live.
-- Both at the exchange rate of the last month, so that growth holds no rate: under constant rates they are the customer's
-- balances. A contract assigned to another customer brings its history along.
-- grain: customer_no
-- customer_no      customers
-- tenure_months    months from the first month end with a balance to the last reported one
-- original_minor   monthly amount at the first month end, minor units of the reporting currency
-- contract_minor   monthly amount at the last reported month end
-- growth_micros    contract / original, millionths
-- check: unique(customer_no)
-- check: assert(original_minor > 0 and contract_minor > 0)
with
company as (select * from company),
currencies as (select * from currencies),
month_factor as (select * from month_factor),
chain_owners as (select * from chain_owners),
customer_balances as (select * from customer_balances),
line_spans as (select * from line_spans),
overdrawn_lines as (select * from overdrawn_lines),

active as (
  select balance.customer_no
  from customer_balances as balance
  join company on balance.to_month_no > company.last_month_no
  where balance.basis = 'live' and balance.is_active
),

billing as (
  select
    coalesce(owner.customer_no, span.customer_no) as customer_no,
    span.product_no, span.currency_no, span.from_month_no, span.to_month_no, span.amount_minor
  from line_spans as span
  cross join company
  left join chain_owners as owner
    on owner.chain_no = span.chain_no
    and owner.from_month_no <= company.last_month_no
    and owner.to_month_no > company.last_month_no
  where span.basis = 'live'
    and not exists (select 1 from overdrawn_lines as credit where credit.line_no = span.line_no)
),

firsts as (
  select span.customer_no, min(span.from_month_no) as first_month_no
  from billing as span
  join active on active.customer_no = span.customer_no
  group by span.customer_no
),

billed as (
  select
    span.customer_no, span.product_no, span.currency_no, first.first_month_no,
    cast(coalesce(sum(case when span.from_month_no = first.first_month_no then span.amount_minor end), 0) as bigint) as original_minor,
    cast(coalesce(sum(case when span.to_month_no is null then span.amount_minor end), 0) as bigint) as contract_minor
  from billing as span
  join firsts as first on first.customer_no = span.customer_no
  where span.from_month_no = first.first_month_no or span.to_month_no is null
  group by span.customer_no, span.product_no, span.currency_no, first.first_month_no
),

rates as (
  select currency.currency_no, coalesce(rate.factor, currency.factor) as factor
  from currencies as currency
  cross join company
  left join month_factor as rate on rate.currency = currency.currency and rate.month_no = company.last_month_no
),

amounts as (
  select billed.customer_no, billed.first_month_no,
    cast(sum(cast(round(billed.original_minor * rate.factor) as bigint)) as bigint) as original_minor,
    cast(sum(cast(round(billed.contract_minor * rate.factor) as bigint)) as bigint) as contract_minor
  from billed
  join rates as rate on rate.currency_no = billed.currency_no
  group by billed.customer_no, billed.first_month_no
),

final as (
  select
    amount.customer_no,
    company.last_month_no - amount.first_month_no as tenure_months,
    amount.original_minor,
    amount.contract_minor,
    cast(round(cast(amount.contract_minor as double) * 1000000 / amount.original_minor) as bigint) as growth_micros
  from amounts as amount
  cross join company
  where amount.original_minor > 0 and amount.contract_minor > 0
)

select customer_no, tenure_months, original_minor, contract_minor, growth_micros
from final
