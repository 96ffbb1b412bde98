-- Stripe's invoices of the dashboard, one row an invoice; drafts are not issued and left out.
with
clean as (
  select
    *,
    case
      when nullif(trim(status), '') is not null then lower(trim(status))
      when lower(trim(forgiven)) in ('true', 't', 'yes', 'y', '1') then 'uncollectible'
      when lower(trim(paid)) in ('true', 't', 'yes', 'y', '1') then 'paid'
      else 'open'
    end as state,
    coalesce(nullif(trim(finalized_at), ''), date) as issued
  from records
)

select
  record_no,
  coalesce(
    fault,
    case
      when state not in ('draft', 'open', 'paid', 'void', 'uncollectible')
        then set_aside('unknown_status', 'status', status)
      when state = 'draft' then left_out()
    end
  ) as fault,
  id as invoice_id,
  customer as customer_id,
  number,
  currency,
  issued as invoiced_on,
  due_date as due_on,
  paid_at as paid_on,
  voided_at as voided_on,
  state as status,
  total,
  tax,
  case
    when state in ('paid', 'void') then printed_number(cast(0 as decimal(18, 6)))
    else printed_number(number_of(amount_due) - coalesce(number_of(amount_paid), 0))
  end as due
from clean
