-- Lines of Salesforce contracts as contract lines, one row a line.
-- A price of one unit for the whole term is one of the term's months, where it has whole ones. What an amendment of CPQ takes
-- away is a line of its own with a negative quantity: here one with a negative amount.
with
clean as (
  select
    *,
    nullif(trim(terminated_on), '') as ended_early,
    nullif(trim(billing_period), '') as own_period,
    nullif(trim(order_type), '') as type_word,
    nullif(trim(end_type), '') as end_word,
    replace(replace(lower(trim(charge_type)), '-', ''), ' ', '') as charge_word,
    coalesce(number_of(quantity) < 0 and coalesce(number_of(coalesce(mrr, arr, total_price)), -1) < 0, false) as takes_away,
    day_of(start_on) as starts,
    first_day_off(end_on) as stops
  from records
),

termed as (
  select
    *,
    datesub('month', starts, stops) as whole_months
  from clean
)

select
  coalesce(
    fault,
    case
      when lower(trim(is_deleted)) in ('true', 't', 'yes', 'y', '1') then left_out()
      when charge_word = 'usage' then left_out()
      when charge_word <> '' and charge_word not in ('recurring', 'onetime')
        then set_aside('unknown_word', 'charge_type', charge_type)
      when mrr is null and arr is null and own_period is null and price_is is null
        then set_aside('undeclared_option', 'price_is', coalesce(total_price, unit_price))
      when type_word is not null and mapped(types, type_word) is null
        then set_aside('undeclared_option', 'types', type_word)
      when end_word is not null and mapped(ends, end_word) is null
        then set_aside('undeclared_option', 'ends', end_word)
    end
  ) as fault,
  salesforce_id(id) as line_id,
  salesforce_id(account) as customer_id,
  salesforce_id(contract) as order_id,
  product,
  case when takes_away then printed_number(-number_of(quantity)) else quantity end as quantity,
  coalesce(mrr, arr, total_price) as amount,
  total_price as term_value,
  case when takes_away then printed_number(-number_of(unit_price)) else unit_price end as unit_price,
  case when takes_away then printed_number(-number_of(list_price)) else list_price end as list_price,
  case
    when mrr is not null then 'monthly'
    when arr is not null then 'annual'
    when own_period is not null then own_period
    when price_is = 'term' then
      case when starts + to_months(cast(whole_months as integer)) = stops then whole_months || ' months' end
    else price_is
  end as billing_period,
  currency,
  signed_on,
  start_on,
  coalesce(ended_early, end_on) as end_on,
  coalesce(mapped(ends, end_word), case when ended_early is not null then 'cancelled' end) as end_means,
  notice_on,
  notice_amount,
  notice_withdrawn_on,
  paused_on,
  resumes_on,
  auto_renews,
  renewal_months,
  mapped(types, type_word) as order_type,
  salesforce_id(renewal_of) as renewal_of,
  salesforce_id(replaces) as replaces,
  reason,
  case when charge_word = 'onetime' then 'false' else is_recurring end as is_recurring
from termed
