-- A row is a customer at a month end at which a loss of it is anticipated (flagged, not cleared): probability x the amount
-- named, at most what the customer, or its product where one is named, has committed then; without an amount all of that.
-- Several of one customer add up to at most all it has committed.
-- A memo: only recorded facts move committed MRR.
-- grain: customer_no, month_no
-- customer_no             customers
-- month_no                year * 12 + month
-- anticipated_loss_minor  minor units of the reporting currency, 0 or negative
-- check: unique(customer_no, month_no)
-- check: assert(anticipated_loss_minor <= 0)
with
company as (select * from company),
calendar as (select * from calendar),
customers as (select * from customers),
products as (select * from products),
currencies as (select * from currencies),
currency_months as (select * from currency_months),
product_balances as (select * from product_balances),
read_expected_losses as (select loss.*, loss.rowid as loss_no from read_expected_losses as loss),

flags as (
  select
    loss.loss_no,
    customer.customer_no,
    product.product_no,
    loss.product is not null as is_of_product,
    loss.amount_minor,
    currency.currency_no,
    coalesce(currency.factor, 1) as factor,
    cast(loss.probability as decimal(9, 6)) as probability,
    year(loss.flagged_on) * 12 + month(loss.flagged_on) as from_month_no,
    coalesce(year(loss.cleared_on) * 12 + month(loss.cleared_on), 99999) as to_month_no
  from read_expected_losses as loss
  join customers as customer on customer.customer_id = loss.customer_id
  left join products as product on product.product = loss.product
  left join currencies as currency on currency.currency = loss.currency
),

stretches as (
  select balance.customer_no, balance.product_no, balance.currency_no, balance.month_no, balance.closing_minor,
    lead(balance.month_no) over (
      partition by balance.customer_no, balance.product_no, balance.currency_no order by balance.month_no nulls last
    ) as next_month_no
  from product_balances as balance
  where balance.basis = 'committed'
    and exists (select 1 from flags as flag where flag.customer_no = balance.customer_no)
),

months as (
  select flag.*, calendar.month_no
  from flags as flag
  cross join company
  join calendar
    on calendar.month_no >= flag.from_month_no
    and calendar.month_no < flag.to_month_no
    and calendar.month_no <= company.last_month_no
),

committed as (
  select month.loss_no, month.month_no, cast(sum(stretch.closing_minor) as bigint) as committed_minor
  from months as month
  join stretches as stretch
    on stretch.customer_no = month.customer_no
    and (stretch.product_no = month.product_no or not month.is_of_product)
    and stretch.month_no <= month.month_no
    and (stretch.next_month_no is null or stretch.next_month_no > month.month_no)
  group by month.loss_no, month.month_no
),

totals as (
  select month.customer_no, month.month_no, cast(sum(stretch.closing_minor) as bigint) as committed_minor
  from (select distinct each.customer_no, each.month_no from months as each) as month
  join stretches as stretch
    on stretch.customer_no = month.customer_no
    and stretch.month_no <= month.month_no
    and (stretch.next_month_no is null or stretch.next_month_no > month.month_no)
  group by month.customer_no, month.month_no
),

losses as (
  select month.customer_no, month.month_no, month.probability, committed.committed_minor,
    cast(round(
      cast(month.amount_minor as decimal(19, 0)) * coalesce(rate.closing_factor, month.factor)
    ) as bigint) as named_minor
  from months as month
  join committed on committed.loss_no = month.loss_no and committed.month_no = month.month_no
  left join currency_months as rate on rate.currency_no = month.currency_no and rate.month_no = month.month_no
  where committed.committed_minor > 0
),

sums as (
  select loss.customer_no, loss.month_no,
    cast(sum(cast(round(
      cast(
        case when loss.named_minor < loss.committed_minor then loss.named_minor else loss.committed_minor end as decimal(19, 0)
      ) * loss.probability
    ) as bigint)) as bigint) as loss_minor
  from losses as loss
  group by loss.customer_no, loss.month_no
),

final as (
  select sums.customer_no, sums.month_no,
    -case when sums.loss_minor < total.committed_minor then sums.loss_minor else total.committed_minor end
      as anticipated_loss_minor
  from sums
  join totals as total on total.customer_no = sums.customer_no and total.month_no = sums.month_no
)

select customer_no, month_no, anticipated_loss_minor
from final
