-- A row is a month in which something changes for a customer's product in one billing currency, with its balance before
-- and after, in the billing and in the reporting currency. Where balances follow exchange rates, that is every month in
-- which a balance in another currency stands.
-- grain: basis, customer_no, product_no, currency_no, month_no
-- basis             live, committed
-- customer_no       customers
-- product_no        product family
-- currency_no       billing currency
-- month_no          year * 12 + month
-- opening_billing   balance before, minor units of the billing currency
-- transfer_billing  received (+) or given away (-) by assignments, minor units of the billing currency
-- closing_billing   balance after, minor units of the billing currency
-- opening_fee       read-only fees before, minor units of the billing currency
-- transfer_fee      the part of transfer_billing that is read-only fees
-- closing_fee       read-only fees after, minor units of the billing currency
-- opening_minor     balance before at the opening rate, minor units of the reporting currency
-- transfer_minor    transfer_billing at the opening rate
-- closing_minor     balance after at the closing rate
-- at_opening_rate   closing_billing at the opening rate, less what fx takes: what the balance would be without fx
-- quantity_minor    quantity part of the change, at the opening rate
-- list_minor        list-price part of the price part, at the opening rate; null where a list price is unknown
-- in_key            line that begins and leads, times 4, plus code; null if none
-- out_key           line that ends and leads, times 4, plus code; null if none
-- check: unique(basis, customer_no, product_no, currency_no, month_no)
with
company as (select * from company),
calendar as (select * from calendar),
currencies as (select * from currencies),
currency_months as (select * from currency_months),
product_changes as (select * from product_changes),
several_changes as (select * from several_changes),
list_changes as (select * from list_changes),
transfers as (select * from transfers),

running as (
  select
    change.basis, change.customer_no, change.product_no, change.currency_no, change.month_no,
    change.delta_billing, change.transfer_billing, change.fee_billing, change.transfer_fee,
    cast(sum(change.delta_billing + change.transfer_billing) over product_order as bigint) as closing_billing,
    cast(sum(change.fee_billing + change.transfer_fee) over product_order as bigint) as closing_fee,
    change.quantity_billing, change.has_several, change.in_key, change.out_key
  from product_changes as change
  window product_order as (
    partition by change.basis, change.customer_no, change.product_no, change.currency_no
    order by change.month_no nulls last
  )
),

split as (
  select
    running.basis, running.customer_no, running.product_no, running.currency_no, running.month_no,
    running.delta_billing, running.transfer_billing, running.fee_billing, running.transfer_fee, running.closing_billing, running.closing_fee,
    case when running.has_several then several.quantity_billing else running.quantity_billing end as quantity_billing,
    case when running.has_several then several.list_billing else listed.list_billing end as list_billing,
    case when running.has_several then several.in_key else running.in_key end as in_key,
    case when running.has_several then several.out_key else running.out_key end as out_key
  from running
  left join list_changes as listed
    on listed.basis = running.basis
    and listed.customer_no = running.customer_no
    and listed.product_no = running.product_no
    and listed.currency_no = running.currency_no
    and listed.month_no = running.month_no
  left join several_changes as several
    on several.basis = running.basis
    and several.customer_no = running.customer_no
    and several.product_no = running.product_no
    and several.currency_no = running.currency_no
    and several.month_no = running.month_no
),

-- Summed again for these alone: who keeps one currency, or printed rates, has none.
foreign_stretches as (
  select
    change.basis, change.customer_no, change.product_no, change.currency_no, change.month_no,
    cast(sum(change.delta_billing + change.transfer_billing) over product_order as bigint) as closing_billing,
    cast(sum(change.fee_billing + change.transfer_fee) over product_order as bigint) as closing_fee,
    lead(change.month_no) over product_order as next_month_no
  from product_changes as change
  where exists (select 1 from currency_months as rate where rate.currency_no = change.currency_no)
  window product_order as (
    partition by change.basis, change.customer_no, change.product_no, change.currency_no
    order by change.month_no nulls last
  )
),

standing as (
  select
    stretch.basis, stretch.customer_no, stretch.product_no, stretch.currency_no, calendar.month_no,
    cast(0 as bigint) as delta_billing, cast(0 as bigint) as transfer_billing, cast(0 as bigint) as fee_billing, cast(0 as bigint) as transfer_fee,
    stretch.closing_billing, stretch.closing_fee,
    cast(0 as bigint) as quantity_billing, cast(null as bigint) as list_billing,
    cast(null as bigint) as in_key, cast(null as bigint) as out_key
  from foreign_stretches as stretch
  cross join company
  join calendar
    on calendar.month_no > stretch.month_no
    and calendar.month_no < coalesce(stretch.next_month_no, company.last_month_no + 1)
  where stretch.closing_billing <> 0
),

months as (
  select split.* from split
  union all
  select standing.* from standing
),

valued as (
  select
    month.*,
    month.closing_billing - month.delta_billing - month.transfer_billing as opening_billing,
    coalesce(rate.opening_factor, currency.factor) as opening_factor,
    coalesce(rate.closing_factor, currency.factor) as closing_factor
  from months as month
  join currencies as currency on currency.currency_no = month.currency_no
  left join currency_months as rate on rate.currency_no = month.currency_no and rate.month_no = month.month_no
),

given as (
  select both_sides.basis, both_sides.customer_no, both_sides.product_no, both_sides.currency_no, both_sides.month_no,
    cast(sum(both_sides.sign * round(cast(both_sides.balance_billing as decimal(19, 0)) * both_sides.factor)) as bigint) as transfer_minor
  from (
    select transfer.basis, transfer.to_customer_no as customer_no, transfer.product_no, transfer.currency_no,
      transfer.month_no, 1 as sign, transfer.balance_billing, coalesce(rate.opening_factor, currency.factor) as factor
    from transfers as transfer
    join currencies as currency on currency.currency_no = transfer.currency_no
    left join currency_months as rate on rate.currency_no = transfer.currency_no and rate.month_no = transfer.month_no
    union all
    select transfer.basis, transfer.from_customer_no as customer_no, transfer.product_no, transfer.currency_no,
      transfer.month_no, -1 as sign, transfer.balance_billing, coalesce(rate.opening_factor, currency.factor) as factor
    from transfers as transfer
    join currencies as currency on currency.currency_no = transfer.currency_no
    left join currency_months as rate on rate.currency_no = transfer.currency_no and rate.month_no = transfer.month_no
  ) as both_sides
  group by both_sides.basis, both_sides.customer_no, both_sides.product_no, both_sides.currency_no, both_sides.month_no
),

converted as (
  select
    month.basis, month.customer_no, month.product_no, month.currency_no, month.month_no,
    month.opening_billing,
    month.transfer_billing,
    month.closing_billing,
    month.closing_fee - month.fee_billing - month.transfer_fee as opening_fee,
    month.transfer_fee,
    month.closing_fee,
    case
      when month.opening_factor = 1 then month.opening_billing
      else cast(round(cast(month.opening_billing as decimal(19, 0)) * month.opening_factor) as bigint)
    end as opening_minor,
    coalesce(passed.transfer_minor, 0) as transfer_minor,
    case
      when month.closing_factor = 1 then month.closing_billing
      else cast(round(cast(month.closing_billing as decimal(19, 0)) * month.closing_factor) as bigint)
    end as closing_minor,
    case
      when month.opening_factor = month.closing_factor then 0
      else cast(round(cast(month.closing_billing as decimal(19, 0)) * (month.closing_factor - month.opening_factor)) as bigint)
    end as fx_minor,
    case
      when month.opening_factor = 1 then month.quantity_billing
      else cast(round(cast(month.quantity_billing as decimal(19, 0)) * month.opening_factor) as bigint)
    end as quantity_minor,
    case
      when month.opening_factor = 1 then month.list_billing
      else cast(round(cast(month.list_billing as decimal(19, 0)) * month.opening_factor) as bigint)
    end as list_minor,
    month.in_key, month.out_key
  from valued as month
  left join given as passed
    on passed.basis = month.basis
    and passed.customer_no = month.customer_no
    and passed.product_no = month.product_no
    and passed.currency_no = month.currency_no
    and passed.month_no = month.month_no
),

final as (
  select
    month.basis, month.customer_no, month.product_no, month.currency_no, month.month_no,
    month.opening_billing, month.transfer_billing, month.closing_billing, month.opening_fee, month.transfer_fee, month.closing_fee,
    month.opening_minor, month.transfer_minor, month.closing_minor,
    case
      when month.opening_billing + month.transfer_billing = month.closing_billing then month.opening_minor + month.transfer_minor
      else month.closing_minor - month.fx_minor
    end as at_opening_rate,
    month.quantity_minor, month.list_minor, month.in_key, month.out_key
  from converted as month
)

select
  basis, customer_no, product_no, currency_no, month_no,
  opening_billing, transfer_billing, closing_billing, opening_fee, transfer_fee, closing_fee,
  opening_minor, transfer_minor, closing_minor, at_opening_rate, quantity_minor, list_minor, in_key, out_key
from final
