-- Stripe's subscriptions of the API as contract lines: one row an item, and one more wherever a discount begins or ends.
-- What a firm wrote into metadata comes before what Stripe says. Prices by use have no amount here and are left out; what they bill is on the invoices.
with
subscriptions as (
  select
    *,
    lower(trim(status)) as state,
    case when customer like '{%' then json_extract_string(try_cast(customer as json), '$.id') else customer end as customer_key,
    coalesce(start_date, created) as start,
    printed_day(try_cast(own_start as date)) as contract_starts,
    printed_day(try_cast(own_end as date)) as contract_ends,
    lower(cancel_at_period_end) = 'true' as stops_with_period,
    json_extract_string(try_cast(items as json), '$.has_more') = 'true' as has_more_items,
    try_cast(items as json) as item_list,
    try_cast(cancellation as json) as why,
    coalesce(json_extract(try_cast(discounts as json), '$[*]'), []) as discount_list,
    try_cast(discount as json) as older_discount
  from records
),

item_rows as (
  select
    * exclude (item_list),
    unnest(
      case
        when len(json_extract(item_list, '$.data[*]')) > 0 then json_extract(item_list, '$.data[*]')
        when json_type(item_list) = 'ARRAY' and json_array_length(item_list) > 0 then json_extract(item_list, '$[*]')
        else [json_object('id', id, 'plan', try_cast(plan as json), 'quantity', try_cast(quantity as bigint))]
      end
    ) as item
  from subscriptions
),

priced as (
  select
    *,
    json_extract_string(item, '$.id') as item_id,
    coalesce(try_cast(json_extract_string(item, '$.quantity') as bigint), 1) as units_ordered,
    case
      when json_type(item, '$.price') = 'OBJECT' then json_extract(item, '$.price')
      else json_extract(item, '$.plan')
    end as own_price,
    list_concat(
      discount_list,
      case when json_type(older_discount) = 'OBJECT' and len(discount_list) = 0 then [older_discount] else [] end,
      case when json_type(item, '$.discounts') = 'ARRAY' then json_extract(item, '$.discounts[*]') else [] end
    ) as every_discount
  from item_rows
),

-- A price may be of several currencies; its own amounts are in its own, and say nothing of another it does not list.
in_currency as (
  select
    *,
    case
      when coalesce(lower(json_extract_string(own_price, '$.currency')) = lower(currency), true) or strlen(currency) <> 3
        then own_price
      else json_merge_patch(
        json_merge_patch(own_price, '{"unit_amount": null, "unit_amount_decimal": null, "amount": null, "amount_decimal": null, "tiers": null}'),
        coalesce(json_extract(own_price, '/currency_options/' || lower(currency)), '{}')
      )
    end as price
  from priced
),

cells as (
  select
    *,
    coalesce(json_extract_string(price, '$.recurring.interval'), json_extract_string(price, '$.interval')) as every,
    coalesce(
      json_extract_string(price, '$.recurring.interval_count'), json_extract_string(price, '$.interval_count'), '1'
    ) as periods,
    coalesce(json_extract_string(price, '$.recurring.usage_type'), json_extract_string(price, '$.usage_type')) as usage_type,
    coalesce(
      json_extract_string(price, '$.unit_amount_decimal'), json_extract_string(price, '$.unit_amount'),
      json_extract_string(price, '$.amount_decimal'), json_extract_string(price, '$.amount')
    ) as unit_text,
    list_transform(
      json_extract(price, '$.tiers[*]'),
      tier -> {
        'up_to': coalesce(try_cast(json_extract_string(tier, '$.up_to') as bigint), 999999999999),
        'unit': coalesce(try_cast(coalesce(
          json_extract_string(tier, '$.unit_amount_decimal'), json_extract_string(tier, '$.unit_amount'),
          json_extract_string(tier, '$.amount')
        ) as decimal(18, 9)), 0),
        'flat': coalesce(try_cast(coalesce(
          json_extract_string(tier, '$.flat_amount_decimal'), json_extract_string(tier, '$.flat_amount')
        ) as decimal(18, 9)), 0)
      }
    ) as tiers,
    json_extract_string(price, '$.tiers_mode') as tiers_mode,
    try_cast(json_extract_string(price, '$.transform_quantity.divide_by') as bigint) as divide_by,
    json_extract_string(price, '$.transform_quantity.round') as rounding,
    case
      when json_type(price, '$.product') = 'OBJECT'
        then coalesce(json_extract_string(price, '$.product.name'), json_extract_string(price, '$.product.id'))
      else coalesce(json_extract_string(price, '$.product'), json_extract_string(price, '$.id'))
    end as product,
    coalesce(currency, json_extract_string(price, '$.currency')) as billing_currency,
    coalesce(current_period_start, json_extract_string(item, '$.current_period_start')) as period_start,
    coalesce(current_period_end, json_extract_string(item, '$.current_period_end')) as period_end,
    case
      when try_cast(json_extract_string(item, '$.created') as bigint) > try_cast(created as bigint) + 60
        then json_extract_string(item, '$.created')
    end as added,
    len(list_filter(every_discount, one -> json_type(one) <> 'OBJECT')) as unexpanded,
    list_filter(
      list_transform(
        list_filter(every_discount, one -> json_type(one) = 'OBJECT'),
        one -> json_object(
          'coupon', coalesce(json_extract(one, '$.coupon'), json_extract(one, '$.source.coupon')),
          'begins', json_extract_string(one, '$.start'),
          'stops', json_extract_string(one, '$.end')
        )
      ),
      one -> coalesce(json_extract_string(one, '$.coupon.duration'), '') <> 'once'
    ) as lasting
  from in_currency
),

dated as (
  select
    *,
    coalesce(day_of(trial_end) > day_of(start), false) as had_trial,
    state = 'trialing'
      or coalesce(day_of(trial_end) > day_of(start) and day_of(ended_at) <= day_of(trial_end), false) as on_trial,
    case
      when contract_ends is not null then contract_ends
      when ended_at is not null then ended_at
      when state = 'unpaid' and unpaid = 'ended' then period_start
      when state = 'canceled' then null
      when canceled_at is not null or stops_with_period or cancel_at is not null then coalesce(cancel_at, period_end)
    end as stops,
    case
      when divide_by > 0 and rounding = 'up' then (units_ordered + divide_by - 1) // divide_by
      when divide_by > 0 then units_ordered // divide_by
      else units_ordered
    end as units_billed,
    lasting[1] as lowering,
    try_cast(json_extract_string(lasting[1], '$.coupon.percent_off') as decimal(9, 4)) as percent_off,
    case
      when coalesce(lower(json_extract_string(lasting[1], '$.coupon.currency')) = lower(billing_currency), true)
        then try_cast(json_extract_string(lasting[1], '$.coupon.amount_off') as decimal(18, 0))
      else try_cast(json_extract_string(
        lasting[1], '/coupon/currency_options/' || lower(billing_currency) || '/amount_off'
      ) as decimal(18, 0))
    end as amount_off
  from cells
),

-- Units in each tier: all of them in the first tier that is wide enough (volume), or as many as it is wide (graduated).
tiered as (
  select
    *,
    list_transform(
      tiers,
      (tier, place) -> case
        when tiers_mode = 'volume' and coalesce(tiers[place - 1].up_to, 0) < units_billed and units_billed <= tier.up_to
          then units_billed
        when tiers_mode = 'graduated'
          then greatest(least(units_billed, tier.up_to) - case when place = 1 then 0 else tiers[place - 1].up_to end, 0)
        when tiers_mode in ('volume', 'graduated') then 0
      end
    ) as units_by_tier
  from dated
),

begun as (
  select
    *,
    coalesce(
      contract_starts,
      case when had_trial and not on_trial and day_of(added) > day_of(trial_end) then added end,
      case when had_trial and not on_trial then trial_end end,
      added,
      start
    ) as starts,
    case
      when unit_text is not null
        then cast(try_cast(unit_text as decimal(18, 9)) * cast(units_billed as decimal(12, 0)) as decimal(29, 9))
      when units_billed > 0
        then list_sum(list_transform(
          tiers,
          (tier, place) -> cast(
            tier.unit * cast(units_by_tier[place] as decimal(12, 0))
            + case when units_by_tier[place] > 0 then tier.flat else 0 end as decimal(29, 9)
          )
        ))
    end as full_amount,
    json_extract_string(lowering, '$.begins') as lowers_from,
    json_extract_string(lowering, '$.stops') as lowers_to
  from tiered
),

lowered as (
  select
    *,
    case
      when percent_off is not null then
        full_amount * cast(1 - percent_off * 0.01 as decimal(7, 6))
      when amount_off is not null then greatest(full_amount - amount_off, 0)
    end as low_amount,
    lowering is not null and coalesce(day_of(lowers_from) > day_of(starts), false) as begins_later,
    lowering is not null and coalesce(day_of(lowers_to) > day_of(starts), false)
      and coalesce(day_of(lowers_to) < day_of(stops), true) as stops_earlier,
    lowering is not null and coalesce(day_of(lowers_to) <= day_of(starts), false) as is_over
  from begun
),

stretches as (
  select
    *,
    unnest(
      case
        when lowering is null or is_over then [1]
        when begins_later and stops_earlier then [1, 2, 3]
        when begins_later then [1, 2]
        when stops_earlier then [2, 3]
        else [2]
      end
    ) as stretch
  from lowered
)

select
  record_no,
  coalesce(
    fault,
    case
      when coalesce(state, '') not in (
        'active', 'trialing', 'past_due', 'unpaid', 'canceled', 'incomplete', 'incomplete_expired', 'paused'
      ) then set_aside('unknown_status', 'status', status)
      when state in ('incomplete', 'incomplete_expired', 'paused') then left_out()
      when usage_type = 'metered' then left_out()
      when has_more_items then set_aside('incomplete_record', 'items', id)
      when state = 'canceled' and stops is null then set_aside('ended_without_date', 'ended_at', status)
      when state = 'unpaid' and ended_at is null and unpaid is null
        then set_aside('undeclared_option', 'unpaid', status)
      when json_type(try_cast(collection_pause as json)) = 'OBJECT' and ended_at is null and paused_collection is null
        then set_aside('undeclared_option', 'paused_collection', status)
      when json_type(try_cast(collection_pause as json)) = 'OBJECT' and ended_at is null
        and paused_collection = 'left_out' then left_out()
      when day_of(stops) = day_of(starts) then left_out()
      when full_amount is null then set_aside('incomplete_record', 'items', item_id)
      when unexpanded > 0 and unexpanded_discounts is null
        then set_aside('undeclared_option', 'unexpanded_discounts', id)
      when len(lasting) > 1 or (lowering is not null and low_amount is null)
        or (amount_off is not null and count(*) over (partition by record_no, stretch) > 1)
        then set_aside('unreadable_discount', case when discount is null then 'discounts' else 'discount' end, id)
    end
  ) as fault,
  case when stretch = 1 or (stretch = 2 and not begins_later) then item_id else item_id || ':' || stretch end as line_id,
  coalesce(nullif(trim(order_id), ''), id) as order_id,
  customer_key as customer_id,
  product,
  units_ordered as quantity,
  case when stretch = 2 then low_amount else full_amount end as amount,
  coalesce(cast(try_cast(list_price as decimal(18, 9)) * cast(units_billed as decimal(12, 0)) as decimal(29, 9)), full_amount) as list_price,
  case when periods = '1' then every else periods || ' ' || every end as billing_period,
  billing_currency as currency,
  coalesce(added, created) as signed_on,
  case
    when stretch = 2 and begins_later then lowers_from
    when stretch = 3 then lowers_to
    else starts
  end as start_on,
  case
    when stretch = 1 and lowering is not null and not is_over then lowers_from
    when stretch = 2 and stops_earlier then lowers_to
    else stops
  end as end_on,
  case
    when stretch = 3 or not (coalesce(begins_later and stretch = 1, false) or coalesce(stops_earlier, false))
      then canceled_at
  end as notice_on,
  end_means,
  order_type,
  renewal_of,
  replaces,
  auto_renews,
  renewal_months,
  on_trial as is_trial,
  coalesce(
    nullif(trim(own_reason), ''), json_extract_string(why, '$.feedback'), json_extract_string(why, '$.reason')
  ) as reason
from stretches
