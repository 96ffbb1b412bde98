-- Lines of Xero's invoices, net of tax. What recurs, and for how long, is said by item code; service runs from the
-- day of the invoice, or up to it.
with
clean as (
  select
    *,
    lower(trim(coalesce(status, ''))) as state,
    contains(lower(coalesce(type, '')), 'credit') as is_credit,
    coalesce(mapped(items, nullif(trim(item), '')), mapped(items, '*')) as every
  from records
),

timed as (
  select
    *,
    case every when 'monthly' then 1 when 'quarterly' then 3 when 'semiannual' then 6 when 'annual' then 12 end as months,
    day_of(invoice_date) as issued
  from clean
),

served as (
  select
    *,
    case when billed = 'in_arrears' then cast(issued - to_months(months) as date) else issued end as begins,
    case when billed = 'in_arrears' then issued else cast(issued + to_months(months) as date) end as stops,
    case
      when nullif(trim(tax_amount), '') is null or number_of(tax_amount) = 0 or line_amounts = 'exclusive'
        then number_of(line_amount)
      when line_amounts = 'inclusive' then number_of(line_amount) - number_of(tax_amount)
    end as net
  from timed
)

select
  record_no,
  coalesce(
    fault,
    case
      when state in ('draft', 'submitted', 'awaiting approval', 'deleted') then left_out()
      when state not in ('', 'authorised', 'awaiting payment', 'sent', 'overdue', 'paid', 'voided')
        then set_aside('unknown_status', 'status', status)
      when every is null and not is_credit then set_aside('undeclared_option', 'items', coalesce(item, ''))
      when number_of(tax_amount) <> 0 and line_amounts is null
        then set_aside('undeclared_option', 'line_amounts', tax_amount)
    end
  ) as fault,
  trim(number) as invoice_id,
  contact as customer_id,
  reference as order_id,
  item as product,
  currency,
  invoice_date as invoiced_on,
  case state when 'paid' then 'paid' when 'voided' then 'void' else 'open' end as status,
  case
    when is_credit or net < 0 then 'credit'
    when months is not null then 'recurring'
    else every
  end as kind,
  case when months is not null then printed_day(begins) end as service_from,
  case when months is not null then printed_day(stops) end as service_to,
  case
    when is_credit then printed_number(-abs(net))
    when net is null then line_amount
    else printed_number(net)
  end as amount
from served
