-- What each of Stripe's invoices of the dashboard bills, net of tax, as one line: its lines are not in the file.
-- The time of service is that of its lines; the invoice's own period is the one before it, and is not used.
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
    coalesce(nullif(trim(finalized_at), ''), date) as issued,
    coalesce(day_of(service_end) > day_of(service_start), false) as is_timed
  from records
)

select
  record_no,
  coalesce(fault, case when state = 'draft' then left_out() end) as fault,
  id as invoice_line_id,
  id as invoice_id,
  customer as customer_id,
  subscription as order_id,
  currency,
  issued as invoiced_on,
  state as status,
  case
    when number_of(total) < 0 then 'credit'
    when nullif(trim(subscription), '') is not null and is_timed then 'recurring'
    else 'one_off'
  end as kind,
  case when is_timed then service_start end as service_from,
  case when is_timed then service_end end as service_to,
  case
    when nullif(trim(tax), '') is null then total
    else printed_number(number_of(total) - number_of(tax))
  end as amount
from clean
