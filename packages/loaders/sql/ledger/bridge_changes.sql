-- A row is a month in which a part of the bridge from live to committed MRR changes, in the reporting currency.
-- In the reporting currency a part is a sum. In another, the parts of a customer's product are converted in the order live,
-- signed not started, signed changes, noticed, paused: each is what it adds to the rounded balance, so that they add up.
-- grain: part, month_no
-- part         signed_not_started, signed_change, noticed, paused, signed_renewal_up, signed_renewal_down, step_ahead
-- month_no     year * 12 + month
-- delta_minor  change of the part's sum, minor units of the reporting currency
-- check: unique(part, month_no)
with
company as (select * from company),
calendar as (select * from calendar),
currencies as (select * from currencies),
currency_months as (select * from currency_months),
chain_owners as (select * from chain_owners),
product_balances as (select * from product_balances),
bridge_spans as (select * from bridge_spans),
bridge_memos as (select * from bridge_memos),

home as (
  select span.part, span.from_month_no, span.to_month_no, span.part_minor
  from bridge_spans as span
  join currencies as currency on currency.currency_no = span.currency_no
  join company on company.currency = currency.currency
  union all
  select
    case when memo.memo = 'step_ahead' then memo.memo when memo.memo_minor > 0 then 'signed_renewal_up' else 'signed_renewal_down' end as part,
    memo.from_month_no, memo.to_month_no, memo.memo_minor as part_minor
  from bridge_memos as memo
  join currencies as currency on currency.currency_no = memo.currency_no
  join company on company.currency = currency.currency
),

foreign_months as (
  select
    coalesce(owner.customer_no, span.customer_no) as customer_no, span.product_no, span.currency_no, calendar.month_no,
    cast(sum(case when span.part = 'signed_not_started' then span.part_minor else 0 end) as bigint) as not_started_billing,
    cast(sum(case when span.part in ('signed_not_started', 'signed_change') then span.part_minor else 0 end) as bigint) as signed_billing,
    cast(sum(case when span.part <> 'paused' then span.part_minor else 0 end) as bigint) as noticed_billing,
    cast(sum(span.part_minor) as bigint) as all_billing
  from bridge_spans as span
  join currencies as currency on currency.currency_no = span.currency_no
  join company on company.currency <> currency.currency
  join calendar
    on calendar.month_no >= span.from_month_no
    and calendar.month_no < span.to_month_no
    and calendar.month_no <= company.last_month_no
  left join chain_owners as owner
    on owner.chain_no = span.chain_no
    and owner.from_month_no <= calendar.month_no
    and owner.to_month_no > calendar.month_no
  group by coalesce(owner.customer_no, span.customer_no), span.product_no, span.currency_no, calendar.month_no
),

lives as (
  select balance.customer_no, balance.product_no, balance.currency_no, balance.month_no, balance.closing_billing,
    lead(balance.month_no) over (
      partition by balance.customer_no, balance.product_no, balance.currency_no order by balance.month_no nulls last
    ) as next_month_no
  from product_balances as balance
  where balance.basis = 'live'
    and exists (
      select 1 from foreign_months as month
      where month.customer_no = balance.customer_no
        and month.product_no = balance.product_no
        and month.currency_no = balance.currency_no
    )
),

valued as (
  select month.*,
    coalesce(live.closing_billing, 0) as live_billing,
    coalesce(rate.closing_factor, currency.factor) as factor
  from foreign_months as month
  join currencies as currency on currency.currency_no = month.currency_no
  left join currency_months as rate on rate.currency_no = month.currency_no and rate.month_no = month.month_no
  left join lives as live
    on live.customer_no = month.customer_no
    and live.product_no = month.product_no
    and live.currency_no = month.currency_no
    and live.month_no <= month.month_no
    and coalesce(live.next_month_no, 99999) > month.month_no
),

rounded as (
  select valued.month_no,
    cast(round(cast(valued.live_billing as decimal(19, 0)) * valued.factor) as bigint) as live_minor,
    cast(round(cast(valued.live_billing + valued.not_started_billing as decimal(19, 0)) * valued.factor) as bigint) as not_started_minor,
    cast(round(cast(valued.live_billing + valued.signed_billing as decimal(19, 0)) * valued.factor) as bigint) as signed_minor,
    cast(round(cast(valued.live_billing + valued.noticed_billing as decimal(19, 0)) * valued.factor) as bigint) as noticed_minor,
    cast(round(cast(valued.live_billing + valued.all_billing as decimal(19, 0)) * valued.factor) as bigint) as committed_minor
  from valued
),

foreign_memos as (
  select memo.memo, calendar.month_no,
    cast(round(
      cast(memo.memo_minor as decimal(19, 0)) * coalesce(rate.closing_factor, currency.factor)
    ) as bigint) as memo_minor
  from bridge_memos as memo
  join currencies as currency on currency.currency_no = memo.currency_no
  join company on company.currency <> currency.currency
  join calendar
    on calendar.month_no >= memo.from_month_no
    and calendar.month_no < memo.to_month_no
    and calendar.month_no <= company.last_month_no
  left join currency_months as rate on rate.currency_no = memo.currency_no and rate.month_no = calendar.month_no
),

monthly as (
  select 'signed_not_started' as part, month.month_no, month.not_started_minor - month.live_minor as part_minor from rounded as month
  union all
  select 'signed_change' as part, month.month_no, month.signed_minor - month.not_started_minor as part_minor from rounded as month
  union all
  select 'noticed' as part, month.month_no, month.noticed_minor - month.signed_minor as part_minor from rounded as month
  union all
  select 'paused' as part, month.month_no, month.committed_minor - month.noticed_minor as part_minor from rounded as month
  union all
  select
    case when memo.memo = 'step_ahead' then memo.memo when memo.memo_minor > 0 then 'signed_renewal_up' else 'signed_renewal_down' end as part,
    memo.month_no, memo.memo_minor as part_minor
  from foreign_memos as memo
),

changes as (
  select home.part, home.from_month_no as month_no, home.part_minor as delta_minor from home
  union all
  select home.part, home.to_month_no as month_no, -home.part_minor as delta_minor from home
  union all
  select monthly.part, monthly.month_no, monthly.part_minor as delta_minor from monthly
  union all
  select monthly.part, monthly.month_no + 1 as month_no, -monthly.part_minor as delta_minor from monthly
),

final as (
  select change.part, cast(change.month_no as integer) as month_no, cast(sum(change.delta_minor) as bigint) as delta_minor
  from changes as change
  cross join company
  where change.month_no <= company.last_month_no
  group by change.part, change.month_no
)

select part, month_no, delta_minor
from final
