-- HubSpot's deals that were won as contract lines, one row a deal; the others are left out.
with
clean as (
  select
    *,
    nullif(trim(type), '') as type_word,
    nullif(trim(end_on), '') as printed_end,
    nullif(trim(mrr), '') as monthly,
    nullif(trim(arr), '') as yearly,
    case when number_of(months) = trunc(number_of(months)) then try_cast(number_of(months) as integer) end as term_months,
    case
      when nullif(trim(is_won), '') is not null
        then case when lower(trim(is_won)) in ('true', 't', 'yes', 'y', '1') then 'won' else 'not_won' end
      else mapped(won_stages, regexp_replace(stage, '\s*\([^()]*\)\s*$', ''))
    end as outcome
  from records
)

select
  coalesce(
    fault,
    case
      when outcome = 'not_won' then left_out()
      when outcome is null then set_aside('undeclared_option', 'won_stages', stage)
      when contains(company_ids, ';') and companies is null then set_aside('undeclared_option', 'companies', company_ids)
      when monthly is null and yearly is null and amount_is is null
        then set_aside('undeclared_option', 'amount_is', amount)
      when type_word is not null and mapped(types, type_word) is null
        then set_aside('undeclared_option', 'types', type_word)
      when printed_end is null and term_months is null and nullif(trim(months), '') is not null
        then set_aside('number_out_of_range', 'months', months)
    end
  ) as fault,
  id as line_id,
  trim(split_part(company_ids, ';', 1)) as customer_id,
  product,
  coalesce(monthly, yearly, amount) as amount,
  amount as term_value,
  case when monthly is not null then 'monthly' when yearly is not null then 'annual' else amount_is end as billing_period,
  currency,
  close_date as signed_on,
  start_on,
  case
    when printed_end is not null then printed_end
    when term_months > 0
      then printed_day(
        cast(day_of(start_on) + to_months(term_months) as date)
        - cast(first_day_off(start_on) - day_of(start_on) as integer)
      )
  end as end_on,
  nullif(mapped(types, type_word), 'one_off') as order_type,
  case when mapped(types, type_word) = 'one_off' then 'false' end as is_recurring,
  renewal_of,
  reason
from clean
