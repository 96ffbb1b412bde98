-- What happened between a customer and the company in contracts and bills, a day a row: lines that were signed on one day in
-- one way are one event. For the timeline of a customer's page.
-- grain: customer_id, event_no
-- customer_id   the company's own key
-- event_no      1, 2, ... of the customer, in the order of days
-- event_on      the day; may be to come
-- source        contract, renewal, invoice
-- event         contract: new, add_on, renewal, replacement, step, archive, one_off, trial, signed (its order type is not exported), notice, notice_withdrawn, paused, resumed, ended; renewal: due; invoice: issued
-- title         products, parted by commas; of what is one-off or a trial what was sold; of an invoice its number
-- status        reason code of notice and end; outcome of a renewal, its state (noticed, signed, open) while it is ahead; of an invoice open, overdue, paid, paid_late or as exported
-- amount_minor  monthly amount signed, given notice of, ended, or due for renewal; total of an invoice; minor units of currency
-- other_minor   annual amount signed, of a one-off line the whole amount; monthly amount renewed, or signed ahead; what is still due of an invoice; null where there is none
-- currency      billing currency; of a renewal the reporting currency
-- lines         contract lines in it; null of an invoice
-- until_on      last end of what was signed; end after a notice; day a pause ends; day paid, else due, of an invoice; null where not known
-- check: unique(customer_id, event_no)
-- check: assert(source in ('contract', 'renewal', 'invoice'))
with
company as (select * from company),
read_contract_lines as (select * from read_contract_lines),
read_invoices as (select * from read_invoices),
renewals__by_customer as (select * from renewals__by_customer),
renewals__upcoming as (select * from renewals__upcoming),
customer__shards as (select * from customer__shards),

lines as (
  select
    line.*,
    line.monthly_minor - coalesce(line.notice_monthly_minor, 0) as lost_minor,
    line.is_recurring and not line.is_trial and (line.end_on is null or line.end_on > line.start_on) as is_counted
  from read_contract_lines as line
  join customer__shards as shard on shard.customer_id = line.customer_id
),

line_events as (
  select
    line.customer_id, coalesce(line.signed_on, line.start_on) as event_on,
    case
      when line.is_trial then 'trial'
      when not line.is_recurring then 'one_off'
      else coalesce(line.order_type, 'signed')
    end as event,
    case when line.is_recurring and not line.is_trial then line.product else coalesce(line.sku, line.product) end as product,
    cast(null as varchar) as status, line.monthly_minor as amount_minor,
    case when line.is_recurring or line.is_trial then line.annual_minor else line.one_off_minor end as other_minor,
    line.currency, line.end_on as until_on
  from lines as line
  union all
  select line.customer_id, line.notice_on, 'notice', line.product, line.reason, line.lost_minor, null, line.currency, line.end_on
  from lines as line
  where line.notice_on is not null
  union all
  select line.customer_id, line.notice_withdrawn_on, 'notice_withdrawn', line.product, null, line.lost_minor, null,
    line.currency, null
  from lines as line
  where line.notice_withdrawn_on is not null
  union all
  select line.customer_id, line.paused_on, 'paused', line.product, null, line.monthly_minor, null, line.currency, line.resumes_on
  from lines as line
  where line.paused_on is not null
  union all
  select line.customer_id, line.resumes_on, 'resumed', line.product, null, line.monthly_minor, null, line.currency, null
  from lines as line
  where line.paused_on is not null and line.resumes_on is not null
  union all
  select line.customer_id, line.end_on, 'ended', line.product, line.reason, line.monthly_minor, null, line.currency, null
  from lines as line
  where line.is_counted and line.end_means = 'cancelled' and line.end_on is not null
),

events as (
  select
    line.customer_id, line.event_on, 'contract' as source, line.event,
    string_agg(distinct line.product, ', ' order by line.product) as title,
    line.status,
    cast(sum(line.amount_minor) as bigint) as amount_minor,
    cast(sum(line.other_minor) as bigint) as other_minor,
    line.currency,
    cast(count(*) as integer) as lines,
    max(line.until_on) as until_on
  from line_events as line
  group by line.customer_id, line.event_on, line.event, line.status, line.currency
  union all
  select
    renewal.customer_id, renewal.due_on, 'renewal', 'due', null,
    case when renewal.outcome = 'open' then coalesce(ahead.state, renewal.outcome) else renewal.outcome end, renewal.due_minor,
    case
      when renewal.outcome = 'open' and ahead.state = 'signed' then ahead.signed_minor
      else renewal.renewed_minor
    end,
    renewal.currency, renewal.lines, null
  from renewals__by_customer as renewal
  -- By both keys and nothing else: a condition on the left side alone would compare every pair of rows.
  left join renewals__upcoming as ahead on ahead.customer_id = renewal.customer_id and ahead.due_on = renewal.due_on
  join customer__shards as shard on shard.customer_id = renewal.customer_id
  union all
  select
    invoice.customer_id, invoice.invoiced_on, 'invoice', 'issued', coalesce(invoice.number, invoice.invoice_id),
    case
      when invoice.status = 'open' and invoice.due_on < company.as_of then 'overdue'
      when invoice.status = 'paid' and invoice.paid_on > invoice.due_on then 'paid_late'
      else invoice.status
    end,
    invoice.total_minor, invoice.due_minor, invoice.currency, null,
    case when invoice.status = 'paid' then invoice.paid_on else invoice.due_on end
  from read_invoices as invoice
  cross join company
  join customer__shards as shard on shard.customer_id = invoice.customer_id
),

final as (
  select
    entry.*,
    cast(row_number() over (
      partition by entry.customer_id
      order by entry.event_on, entry.source, entry.event, entry.currency, entry.title, entry.status,
        entry.amount_minor, entry.other_minor, entry.until_on
    ) as integer) as event_no
  from events as entry
  where entry.event_on is not null
)

select
  customer_id, event_no, event_on, source, event, title, status, amount_minor, other_minor, currency, lines, until_on
from final
order by customer_id, event_no
