-- Stripe's invoices of the API, one row an invoice; drafts are not issued and left out.
with
clean as (
  select
    *,
    try_cast(transitions as json) as moments,
    case when customer like '{%' then json_extract_string(try_cast(customer as json), '$.id') else customer end as customer_key,
    case
      when nullif(trim(status), '') is not null then lower(trim(status))
      when forgiven = 'true' then 'uncollectible'
      when paid = 'true' then 'paid'
      when attempted = 'false' and billing is distinct from 'send_invoice' then 'draft'
      when paid = 'false' then 'open'
    end as state,
    case
      when json_type(try_cast(total_taxes as json)) = 'ARRAY' then (
        select sum(try_cast(json_extract_string(one.tax, '$.amount') as decimal(18, 0)))
        from (select unnest(json_extract(try_cast(total_taxes as json), '$[*]')) as tax) as one
      )
    end as tax_sum
  from records
)

select
  record_no,
  coalesce(
    fault,
    case
      when coalesce(state, '') not in ('draft', 'open', 'paid', 'void', 'uncollectible')
        then set_aside('unknown_status', 'status', status)
      when state = 'draft' then left_out()
      when json_extract_string(try_cast(lines as json), '$.has_more') = 'true'
        then set_aside('incomplete_record', 'lines', id)
    end
  ) as fault,
  id as invoice_id,
  customer_key as customer_id,
  number,
  currency,
  coalesce(json_extract_string(moments, '$.finalized_at'), created) as invoiced_on,
  due_date as due_on,
  json_extract_string(moments, '$.paid_at') as paid_on,
  json_extract_string(moments, '$.voided_at') as voided_on,
  state as status,
  total,
  coalesce(tax, cast(tax_sum as varchar)) as tax,
  amount_remaining as due
from clean
