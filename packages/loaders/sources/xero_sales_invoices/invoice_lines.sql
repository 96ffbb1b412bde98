-- Lines of Xero's invoices, net of tax. What recurs, and for how long, is said by item code; service runs from the
-- day of the invoice, or up to it. A credit note takes back what is left of the time of service of the invoice it falls in.
with
clean as (
  select
    *,
    lower(trim(coalesce(status, ''))) as state,
    contains(lower(coalesce(type, '')), 'credit') as is_credit,
    replace(lower(trim(coalesce(type, ''))), ' ', '') as document,
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
),

credited as (
  select
    credit.record_no,
    case when abs(credit.net) = bill.net then bill.begins else credit.issued end as begins,
    bill.stops,
    row_number() over (partition by credit.record_no order by bill.begins desc, bill.record_no desc) as place
  from served as credit
  join served as bill
    on bill.contact = credit.contact
    and bill.item = credit.item
    and bill.currency is not distinct from credit.currency
    and bill.begins <= credit.issued
    and bill.stops > credit.issued
  where credit.is_credit and credit.months > 1 and not bill.is_credit and bill.net > 0 and bill.state <> 'voided'
),

spans as (
  select
    line.* exclude (begins, stops),
    case when line.is_credit and line.months > 1 then credited.begins else line.begins end as begins,
    case when line.is_credit and line.months > 1 then credited.stops else line.stops end as stops
  from served as line
  left join credited on credited.record_no = line.record_no and credited.place = 1
)

select
  record_no,
  coalesce(
    fault,
    case
      when regexp_matches(document, '^(bill|accpay|purchase|overpayment|prepayment|receive|spend)') then left_out()
      when state in ('draft', 'submitted', 'awaiting approval', 'deleted') then left_out()
      when state not in ('', 'authorised', 'awaiting payment', 'sent', 'overdue', 'paid', 'voided')
        then set_aside('unknown_status', 'status', status)
      when nullif(trim(line_amount), '') is null and nullif(trim(item), '') is null then left_out()
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
from spans
