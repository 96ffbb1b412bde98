-- Lines of Stripe's invoices of the API, net: less the discounts on them and the tax within them.
-- A line's own period is its time of service; an invoice's period is the one before it, and is not used.
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
    unnest(coalesce(json_extract(try_cast(lines as json), '$.data[*]'), json_extract(try_cast(lines as json), '$[*]'))) as line
  from records
),

parts as (
  select
    *,
    case
      when json_type(line, '$.parent') = 'OBJECT' then json_extract_string(line, '$.parent.type')
      when json_extract_string(line, '$.type') = 'subscription' then 'subscription_item_details'
      else 'invoice_item_details'
    end as origin,
    coalesce(
      json_extract_string(line, '$.parent.subscription_item_details.proration'),
      json_extract_string(line, '$.parent.invoice_item_details.proration'),
      json_extract_string(line, '$.proration')
    ) = 'true' as is_proration,
    coalesce(
      json_extract_string(line, '$.price.recurring.usage_type'), json_extract_string(line, '$.plan.usage_type')
    ) = 'metered' as is_metered,
    coalesce(
      mapped(prices, coalesce(
        json_extract_string(line, '$.pricing.price_details.price'), json_extract_string(line, '$.price.id'),
        json_extract_string(line, '$.plan.id')
      )),
      mapped(prices, coalesce(
        json_extract_string(line, '$.pricing.price_details.product'), json_extract_string(line, '$.price.product'),
        json_extract_string(line, '$.plan.product')
      ))
    ) as own_kind,
    try_cast(json_extract_string(line, '$.amount') as decimal(18, 0)) as gross,
    coalesce(list_sum(list_transform(
      json_extract(line, '$.discount_amounts[*]'),
      one -> try_cast(json_extract_string(one, '$.amount') as decimal(18, 0))
    )), 0) as discounted,
    coalesce(list_sum(list_transform(
      list_filter(
        list_concat(
          coalesce(json_extract(line, '$.tax_amounts[*]'), []), coalesce(json_extract(line, '$.taxes[*]'), [])
        ),
        one -> json_extract_string(one, '$.inclusive') = 'true'
          or json_extract_string(one, '$.tax_behavior') = 'inclusive'
      ),
      one -> try_cast(json_extract_string(one, '$.amount') as decimal(18, 0))
    )), 0) as tax_within,
    json_extract_string(line, '$.period.start') as begins,
    json_extract_string(line, '$.period.end') as stops
  from clean
),

kinds as (
  select
    *,
    day_of(stops) > day_of(begins) as is_timed,
    case
      when is_proration then 'proration'
      when is_metered or own_kind = 'usage' then 'usage'
      when gross < 0 then 'credit'
      when own_kind = 'one_off' then 'one_off'
      when origin = 'subscription_item_details' and day_of(stops) > day_of(begins) then 'recurring'
      else 'one_off'
    end as kind
  from parts
)

select
  record_no,
  coalesce(fault, case when state = 'draft' then left_out() end) as fault,
  case
    when json_extract_string(line, '$.id') like 'il\_%' escape '\' then json_extract_string(line, '$.id')
    else id || ':' || coalesce(json_extract_string(line, '$.unique_id'), json_extract_string(line, '$.id'))
  end as invoice_line_id,
  id as invoice_id,
  customer_key as customer_id,
  coalesce(
    json_extract_string(line, '$.parent.subscription_item_details.subscription'),
    json_extract_string(line, '$.subscription'),
    case when origin = 'subscription_item_details' then subscription end
  ) as order_id,
  coalesce(
    json_extract_string(line, '$.pricing.price_details.product'),
    case
      when json_type(line, '$.price.product') = 'OBJECT' then json_extract_string(line, '$.price.product.name')
      else json_extract_string(line, '$.price.product')
    end,
    json_extract_string(line, '$.plan.product'),
    json_extract_string(line, '$.plan.id')
  ) as product,
  currency,
  coalesce(json_extract_string(moments, '$.finalized_at'), created) as invoiced_on,
  state as status,
  kind,
  case when is_timed then begins end as service_from,
  case when is_timed then stops end as service_to,
  gross - discounted - tax_within as amount
from kinds
