-- The customers still there: those with a balance on the committed basis at the last reported month end.
-- Their annual amounts, of the chains they own by then, are those of arr__by_month, converted a customer and billing currency at a time: over all customers
-- the two differ by no more than the rounding of each.
-- grain: customer_no
-- customer_no      customers
-- customer_id      the company's own key
-- committed_minor  monthly balance, minor units of the reporting currency
-- arr_minor        annual amounts of the lines that count, minor units of the reporting currency
-- is_active        false while only read-only fees are left
-- first_month_no   month of the first balance on the committed basis, year * 12 + month
-- check: unique(customer_no)
-- check: not_null(customer_id)
with
company as (select * from company),
customers as (select * from customers),
customer_balances as (select * from customer_balances),
customer_changes as (select * from customer_changes),
line_spans as (select * from line_spans),
chain_owners as (select * from chain_owners),
annual_excesses as (select * from annual_excesses),
currencies as (select * from currencies),
currency_months as (select * from currency_months),

spans as (
  select coalesce(owner.customer_no, span.customer_no) as customer_no, span.currency_no,
    12 * span.amount_minor + coalesce(
      case when span.amount_minor <> excess.amount_minor then excess.remaining_excess_minor else excess.excess_minor end, 0
    ) as annual_minor
  from line_spans as span
  join company
    on span.from_month_no <= company.last_month_no
    and coalesce(span.to_month_no, company.last_month_no + 1) > company.last_month_no
  left join chain_owners as owner
    on owner.chain_no = span.chain_no
    and owner.from_month_no <= company.last_month_no
    and owner.to_month_no > company.last_month_no
  left join annual_excesses as excess on excess.line_no = span.line_no
  where span.basis = 'committed'
),

billed as (
  select span.customer_no, span.currency_no, cast(sum(span.annual_minor) as bigint) as annual_minor
  from spans as span
  group by span.customer_no, span.currency_no
),

annual as (
  select billed.customer_no,
    cast(sum(round(
      cast(billed.annual_minor as decimal(19, 0)) * coalesce(rate.closing_factor, currency.factor)
    )) as bigint) as arr_minor
  from billed
  cross join company
  join currencies as currency on currency.currency_no = billed.currency_no
  left join currency_months as rate
    on rate.currency_no = billed.currency_no and rate.month_no = company.last_month_no
  group by billed.customer_no
),

firsts as (
  select change.customer_no, min(change.first_month_no) as first_month_no
  from customer_changes as change
  where change.basis = 'committed'
  group by change.customer_no
),

final as (
  select
    balance.customer_no, customer.customer_id,
    balance.balance_minor as committed_minor,
    coalesce(annual.arr_minor, 0) as arr_minor,
    balance.is_active,
    first.first_month_no
  from customer_balances as balance
  join company
    on balance.from_month_no <= company.last_month_no and balance.to_month_no > company.last_month_no
  join customers as customer on customer.customer_no = balance.customer_no
  left join annual on annual.customer_no = balance.customer_no
  left join firsts as first on first.customer_no = balance.customer_no
  where balance.basis = 'committed'
)

select customer_no, customer_id, committed_minor, arr_minor, is_active, first_month_no
from final
