-- A row is a month in which something changes for a customer's product that is billed in several currencies, with its
-- balance over all of them at the opening rate. A product billed in one currency has its row in product_balances.
-- grain: basis, customer_no, product_no, month_no
-- basis           live, committed
-- customer_no     customers
-- product_no      product family
-- month_no        year * 12 + month
-- opening_minor   balance before, transfers included, at the opening rate, minor units of the reporting currency
-- closing_minor   balance after, at the opening rate (at the closing rate for a customer who had none)
-- opening_paid    balance before without read-only fees, minor units of the billing currencies added up (only its being 0 matters)
-- closing_paid    the same after
-- changed_currencies  billing currencies in which something changes
-- check: unique(basis, customer_no, product_no, month_no)
with
company as (select * from company),
currencies as (select * from currencies),
product_balances as (select * from product_balances),
customer_changes as (select * from customer_changes),

mixed as (
  select balance.basis, balance.customer_no, balance.product_no
  from product_balances as balance
  where exists (select 1 from currencies as currency where currency.currency_no > 1)
  group by balance.basis, balance.customer_no, balance.product_no
  having min(balance.currency_no) <> max(balance.currency_no)
),

rows_of as (
  select balance.*
  from product_balances as balance
  join mixed
    on mixed.basis = balance.basis and mixed.customer_no = balance.customer_no and mixed.product_no = balance.product_no
),

changing as (
  select distinct line.basis, line.customer_no, line.product_no, line.month_no from rows_of as line
),

stretches as (
  select
    line.basis, line.customer_no, line.product_no, line.currency_no, line.month_no,
    line.closing_minor, line.closing_billing - line.closing_fee as closing_paid,
    coalesce(
      lead(line.month_no) over (
        partition by line.basis, line.customer_no, line.product_no, line.currency_no order by line.month_no nulls last
      ),
      company.last_month_no + 1
    ) as next_month_no
  from rows_of as line
  cross join company
),

standing as (
  select month.basis, month.customer_no, month.product_no, month.month_no, stretch.currency_no,
    stretch.closing_minor as balance_minor, stretch.closing_paid as balance_paid
  from changing as month
  join stretches as stretch
    on stretch.basis = month.basis
    and stretch.customer_no = month.customer_no
    and stretch.product_no = month.product_no
    and stretch.month_no < month.month_no
    and stretch.next_month_no > month.month_no
),

sums as (
  select each.basis, each.customer_no, each.product_no, each.month_no,
    cast(sum(each.opening_minor) as bigint) as opening_minor,
    cast(sum(each.closing_minor) as bigint) as closing_minor,
    cast(sum(each.at_opening_rate) as bigint) as at_opening_rate,
    cast(sum(each.opening_paid) as bigint) as opening_paid,
    cast(sum(each.closing_paid) as bigint) as closing_paid,
    cast(sum(each.changed) as integer) as changed_currencies
  from (
    select line.basis, line.customer_no, line.product_no, line.month_no,
      line.opening_minor + line.transfer_minor as opening_minor,
      line.closing_minor, line.at_opening_rate,
      line.opening_billing + line.transfer_billing - line.opening_fee - line.transfer_fee as opening_paid,
      line.closing_billing - line.closing_fee as closing_paid,
      case when line.opening_billing + line.transfer_billing = line.closing_billing then 0 else 1 end as changed
    from rows_of as line
    union all
    select stays.basis, stays.customer_no, stays.product_no, stays.month_no,
      stays.balance_minor as opening_minor, stays.balance_minor as closing_minor, stays.balance_minor as at_opening_rate,
      stays.balance_paid as opening_paid, stays.balance_paid as closing_paid, 0 as changed
    from standing as stays
  ) as each
  group by each.basis, each.customer_no, each.product_no, each.month_no
),

final as (
  select
    total.basis, total.customer_no, total.product_no, total.month_no, total.opening_minor,
    case when customer.moved_state = 'gone' then total.closing_minor else total.at_opening_rate end as closing_minor,
    total.opening_paid, total.closing_paid, total.changed_currencies
  from sums as total
  join customer_changes as customer
    on customer.basis = total.basis and customer.customer_no = total.customer_no and customer.month_no = total.month_no
)

select
  basis, customer_no, product_no, month_no, opening_minor, closing_minor, opening_paid, closing_paid, changed_currencies
from final
