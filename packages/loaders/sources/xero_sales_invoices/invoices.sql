-- Xero's invoices: each row repeats its invoice's totals, and says the same. Where no total is printed it is that of the lines.
with
clean as (
  select
    *,
    lower(trim(coalesce(status, ''))) as state,
    replace(lower(trim(coalesce(type, ''))), ' ', '') as kind,
    contains(lower(coalesce(type, '')), 'credit') as is_credit,
    cast(sum(
      number_of(line_amount) + case when line_amounts = 'inclusive' then 0 else coalesce(number_of(tax_amount), 0) end
    ) over (partition by contact, number) as decimal(18, 6)) as lines_total,
    max(nullif(trim(total), '')) over (partition by contact, number) is not null as has_total
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
      when regexp_matches(kind, '^(bill|accpay|purchase|overpayment|prepayment|receive|spend)') then left_out()
      when kind <> '' and not regexp_matches(kind, '^(sales)?(invoice|creditnote)$|^accrec(credit)?$')
        then set_aside('unknown_word', 'type', type)
      when has_total and nullif(trim(total), '') is null then set_aside('missing_amount', 'total', total)
    end
  ) as fault,
  trim(number) as invoice_id,
  contact as customer_id,
  number,
  currency,
  invoice_date as invoiced_on,
  due_date as due_on,
  case state when 'paid' then 'paid' when 'voided' then 'void' else 'open' end as status,
  case
    when not has_total then printed_number(case when is_credit then -abs(lines_total) else lines_total end)
    when is_credit then printed_number(-abs(number_of(total)))
    else total
  end as total,
  case when is_credit then printed_number(-abs(number_of(tax_total))) else tax_total end as tax,
  case when is_credit then printed_number(-abs(number_of(due))) else due end as due
from clean
