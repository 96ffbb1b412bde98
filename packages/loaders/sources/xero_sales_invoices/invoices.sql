-- Xero's invoices: each row repeats its invoice's totals, and says the same.
with
clean as (
  select
    *,
    lower(trim(coalesce(status, ''))) as state,
    contains(lower(coalesce(type, '')), 'credit') as is_credit
  from records
)

select
  record_no,
  coalesce(
    fault,
    case
      when state in ('draft', 'submitted', 'awaiting approval', 'deleted') then left_out()
      when state not in ('', 'authorised', 'awaiting payment', 'sent', 'overdue', 'paid', 'voided')
        then set_aside('unknown_status', 'status', status)
      when nullif(trim(total), '') is null then set_aside('missing_amount', 'total', total)
    end
  ) as fault,
  trim(number) as invoice_id,
  contact as customer_id,
  number,
  currency,
  invoice_date as invoiced_on,
  due_date as due_on,
  case state when 'paid' then 'paid' when 'voided' then 'void' else 'open' end as status,
  case when is_credit then printed_number(-abs(number_of(total))) else total end as total,
  case when is_credit then printed_number(-abs(number_of(tax_total))) else tax_total end as tax,
  due
from clean
