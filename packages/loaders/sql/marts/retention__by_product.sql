-- What is left of what customers paid for each product a year before: the components of its cohort NRR and GRR, and what
-- customers of other products took up of it.
-- A product keeps what those who had it then still pay for it. Over products retained_minor + taken_up_minor adds up to
-- retained_minor of retention__by_month; kept_minor adds up to no more than kept_minor there, and what is missing customers
-- lost of one product and made up with another. Now is valued at the exchange rate of then, and then is grouped by the
-- assignments of contracts in force now. A customer has several products, so customers do not add up.
-- A company of one product has no rows: its retention is that of all. Neither has a month whose "then" lies before what is
-- known, nor a product that nobody had then or took up.
-- grain: report_month, basis, product
-- report_month       first day of the month ("now")
-- basis              live, committed
-- product            product family
-- opening_minor      MRR of the product 12 months before, minor units of the reporting currency
-- retained_minor     what the customers who had it then pay for it now
-- kept_minor         sum over those customers of min(now, then)
-- taken_up_minor     MRR of it now of customers who then had other products, and not this one
-- opening_customers  customers with a balance of it then, archived ones too
-- kept_customers     those of them with a balance of it now
-- check: unique(report_month, basis, product)
-- check: assert(kept_minor <= opening_minor and kept_minor <= retained_minor)
-- check: assert(opening_minor >= 0 and taken_up_minor >= 0)
-- check: assert(kept_customers <= opening_customers)
with
reported_months as (select * from reported_months),
company as (select * from company),
horizons as (select * from horizons),
products as (select * from products),
product_retention_changes as (select * from product_retention_changes),
revalued_pairs as (select * from revalued_pairs),

-- The longest horizon, a year.
params as (
  select max(horizon.horizon_months) as horizon_months from horizons as horizon
),

changes as (
  select change.basis, change.product_no,
    greatest(change.month_no, coalesce(company.history_from_no, change.month_no)) as month_no,
    cast(sum(change.opening_delta) as bigint) as opening_delta,
    cast(sum(change.opening_customers_delta) as bigint) as opening_customers_delta,
    cast(sum(change.retained_delta) as bigint) as retained_delta,
    cast(sum(change.kept_delta) as bigint) as kept_delta,
    cast(sum(change.kept_customers_delta) as bigint) as kept_customers_delta,
    cast(sum(change.stayed_delta) as bigint) as stayed_delta
  from product_retention_changes as change
  cross join company
  group by change.basis, change.product_no,
    greatest(change.month_no, coalesce(company.history_from_no, change.month_no))
),

used as (
  select distinct change.basis, change.product_no from changes as change
),

running as (
  select month.basis, month.month_no, used.product_no,
    cast(sum(coalesce(change.opening_delta, 0)) over product_order as bigint) as opening_minor,
    cast(sum(coalesce(change.opening_customers_delta, 0)) over product_order as bigint) as opening_customers,
    cast(sum(coalesce(change.retained_delta, 0)) over product_order as bigint) as retained_minor,
    cast(sum(coalesce(change.kept_delta, 0)) over product_order as bigint) as kept_minor,
    cast(sum(coalesce(change.kept_customers_delta, 0)) over product_order as bigint) as kept_customers,
    cast(sum(coalesce(change.stayed_delta, 0)) over product_order as bigint) as stayed_minor
  from used
  join reported_months as month on month.basis = used.basis
  left join changes as change
    on change.basis = used.basis and change.product_no = used.product_no and change.month_no = month.month_no
  window product_order as (partition by used.basis, used.product_no order by month.month_no nulls last)
),

-- Those with a balance then, of whatever product.
revalued_customers as (
  select pair.basis, pair.customer_no, pair.now_month_no
  from revalued_pairs as pair
  join params on params.horizon_months = pair.horizon_months
  where exists (select 1 from products as product where product.product_no > 1)
  group by pair.basis, pair.customer_no, pair.now_month_no
  having sum(pair.then_minor) > 0
),

revalued as (
  select pair.basis, pair.now_month_no as month_no, pair.product_no,
    cast(coalesce(sum(pair.then_minor) filter (where pair.then_minor > 0), 0) as bigint) as opening_minor,
    count(*) filter (where pair.then_minor > 0) as opening_customers,
    cast(coalesce(sum(pair.now_minor) filter (where pair.then_minor > 0), 0) as bigint) as retained_minor,
    cast(coalesce(sum(least(pair.then_minor, pair.now_minor)) filter (where pair.then_minor > 0), 0) as bigint) as kept_minor,
    count(*) filter (where pair.then_minor > 0 and pair.now_minor > 0) as kept_customers,
    cast(sum(pair.now_minor) as bigint) as stayed_minor
  from revalued_customers as customer
  join revalued_pairs as pair
    on pair.basis = customer.basis
    and pair.customer_no = customer.customer_no
    and pair.now_month_no = customer.now_month_no
  join params on params.horizon_months = pair.horizon_months
  group by pair.basis, pair.now_month_no, pair.product_no
),

together as (
  select running.basis, running.month_no, running.product_no, running.opening_minor, running.opening_customers,
    running.retained_minor, running.kept_minor, running.kept_customers, running.stayed_minor
  from running
  union all
  select revalued.basis, revalued.month_no, revalued.product_no, revalued.opening_minor, revalued.opening_customers,
    revalued.retained_minor, revalued.kept_minor, revalued.kept_customers, revalued.stayed_minor
  from revalued
),

final as (
  select month.report_month, month.basis, product.product,
    cast(sum(part.opening_minor) as bigint) as opening_minor,
    cast(sum(part.retained_minor) as bigint) as retained_minor,
    cast(sum(part.kept_minor) as bigint) as kept_minor,
    cast(sum(part.stayed_minor - part.retained_minor) as bigint) as taken_up_minor,
    cast(sum(part.opening_customers) as bigint) as opening_customers,
    cast(sum(part.kept_customers) as bigint) as kept_customers
  from together as part
  join reported_months as month on month.basis = part.basis and month.month_no = part.month_no
  join products as product on product.product_no = part.product_no
  cross join company
  cross join params
  where company.history_from_no is null or part.month_no - params.horizon_months >= company.history_from_no - 1
  group by month.report_month, month.basis, product.product
)

select
  report_month, basis, product, opening_minor, retained_minor, kept_minor, taken_up_minor, opening_customers, kept_customers
from final
where opening_minor <> 0 or taken_up_minor <> 0
order by report_month, basis, product
