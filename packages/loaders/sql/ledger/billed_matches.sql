-- What explains where billed amounts and MRR differ, by amount and by month: one row a stretch of billed_compared for
-- which something does. Amounts of single lines are looked for, and those of all that begin in one month together.
-- grain: customer_no, currency_no, from_month_no
-- customer_no      customers
-- currency_no      billing currency
-- from_month_no    first month compared, year * 12 + month
-- is_of_contracts  as much is missing as a contract line comes to (of now or of a year before), or bills just before or after
-- is_of_invoices   as much is too much as recurring lines of invoices come to
-- is_near_change   a contract line, or a bill for three months or more, begins or ends in the month or in the next one
-- check: unique(customer_no, currency_no, from_month_no)
with
billed_compared as (select * from billed_compared),
billed_lines as (select * from billed_lines),
line_spans as (select * from line_spans),
chain_owners as (select * from chain_owners),

owned as (
  select
    coalesce(owner.customer_no, span.customer_no) as customer_no, span.currency_no,
    greatest(span.from_month_no, coalesce(owner.from_month_no, 0)) as from_month_no,
    least(coalesce(span.to_month_no, 99999), coalesce(owner.to_month_no, 99999)) as to_month_no,
    span.amount_minor
  from line_spans as span
  left join chain_owners as owner
    on owner.chain_no = span.chain_no
    and owner.to_month_no > span.from_month_no
    and owner.from_month_no < coalesce(span.to_month_no, 99999)
  where span.basis = 'live'
),

spans as (
  select span.customer_no, span.currency_no, span.from_month_no, span.to_month_no, span.amount_minor
  from owned as span
  where exists (
    select 1 from billed_compared as compared
    where compared.customer_no = span.customer_no and compared.currency_no = span.currency_no
  )
),

contract_amounts as (
  select customer_no, currency_no, from_month_no, to_month_no, amount_minor
  from spans
  union all
  select span.customer_no, span.currency_no, span.from_month_no, max(span.to_month_no), cast(sum(span.amount_minor) as bigint)
  from spans as span
  group by span.customer_no, span.currency_no, span.from_month_no
),

invoices as (
  select line.customer_no, line.currency_no, line.from_month_no, line.to_month_no, line.monthly_minor as amount_minor
  from billed_lines as line
  where line.kind = 'recurring' and line.to_month_no > line.from_month_no and exists (
    select 1 from billed_compared as compared
    where compared.customer_no = line.customer_no and compared.currency_no = line.currency_no
  )
),

invoice_amounts as (
  select customer_no, currency_no, from_month_no, to_month_no, amount_minor
  from invoices
  union all
  select invoice.customer_no, invoice.currency_no, invoice.from_month_no, max(invoice.to_month_no), cast(sum(invoice.amount_minor) as bigint)
  from invoices as invoice
  group by invoice.customer_no, invoice.currency_no, invoice.from_month_no
),

found as (
  select compared.customer_no, compared.currency_no, compared.from_month_no, 1 as of_contracts, 0 as of_invoices, 0 as near_change
  from billed_compared as compared
  join contract_amounts as part on part.customer_no = compared.customer_no and part.currency_no = compared.currency_no
  where abs(part.amount_minor + compared.rest_billing) <= 2
    and part.from_month_no <= compared.from_month_no and part.to_month_no + 12 > compared.from_month_no
  union all
  select compared.customer_no, compared.currency_no, compared.from_month_no, 0, 1, 0
  from billed_compared as compared
  join invoice_amounts as part on part.customer_no = compared.customer_no and part.currency_no = compared.currency_no
  where abs(part.amount_minor - compared.rest_billing) <= 2
    and part.from_month_no <= compared.from_month_no and part.to_month_no > compared.from_month_no
  union all
  select compared.customer_no, compared.currency_no, compared.from_month_no, 1, 0, 0
  from billed_compared as compared
  join invoice_amounts as part on part.customer_no = compared.customer_no and part.currency_no = compared.currency_no
  where abs(part.amount_minor + compared.rest_billing) <= 2
    and (part.to_month_no = compared.from_month_no or part.from_month_no = compared.to_month_no)
  union all
  select compared.customer_no, compared.currency_no, compared.from_month_no, 0, 0, 1
  from billed_compared as compared
  join spans as span on span.customer_no = compared.customer_no and span.currency_no = compared.currency_no
  where span.from_month_no in (compared.from_month_no, compared.from_month_no + 1)
    or span.to_month_no in (compared.from_month_no, compared.from_month_no + 1)
  union all
  select compared.customer_no, compared.currency_no, compared.from_month_no, 0, 0, 1
  from billed_compared as compared
  join invoices as part on part.customer_no = compared.customer_no and part.currency_no = compared.currency_no
  where part.to_month_no - part.from_month_no >= 3
    and (
      part.from_month_no in (compared.from_month_no, compared.from_month_no + 1)
      or part.to_month_no in (compared.from_month_no, compared.from_month_no + 1)
    )
),

final as (
  select
    customer_no, currency_no, from_month_no,
    max(of_contracts) = 1 as is_of_contracts,
    max(of_invoices) = 1 as is_of_invoices,
    max(near_change) = 1 as is_near_change
  from found
  group by customer_no, currency_no, from_month_no
)

select customer_no, currency_no, from_month_no, is_of_contracts, is_of_invoices, is_near_change
from final
