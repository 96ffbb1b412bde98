-- A row is a customer's first renewal with what its discount was at signing and what it is since: the lines that
-- renew what fell due, and the first lines of the chains they renew. A line that was lost, became a read-only fee or renewed
-- itself has no new contract and is on neither side. Only where the list price of all of them is known.
-- grain: customer_no
-- customer_no         customers
-- due_on              the day of the first renewal
-- signed_list_minor   monthly list price at signing, minor units of the reporting currency
-- signed_net_minor    monthly amount at signing
-- renewed_list_minor  monthly list price at the renewal
-- renewed_net_minor   monthly amount it renewed at
-- check: unique(customer_no)
-- check: assert(signed_list_minor > 0 and renewed_list_minor > 0)
with
currencies as (select * from currencies),
month_factor as (select * from month_factor),
contract_lines as (select * from contract_lines),
line_links as (select * from line_links),
line_roots as (select * from line_roots),
renewal_dues as (select * from renewal_dues),
renewal_shares as (select * from renewal_shares),
renewals as (select * from renewals),
read_contract_lines as (
  select line.list_unit_monthly_minor, line.quantity, line.rowid as line_no
  from read_contract_lines as line
  where line.list_unit_monthly_minor is not null
),

lists as (
  select text.line_no, line.currency_no, line.amount_minor as net_minor,
    cast(round(cast(text.list_unit_monthly_minor as double) * cast(text.quantity as double)) as bigint) as list_minor
  from read_contract_lines as text
  join contract_lines as line on line.line_no = text.line_no
),

firsts as (
  select renewal.customer_no, renewal.due_on, renewal.due_month_no
  from renewals as renewal
  where renewal.ordinal = 1
    and renewal.outcome in ('renewed_up', 'renewed_flat', 'renewed_down')
    and exists (select 1 from lists)
),

renewing as (
  select first.customer_no, first.due_on, first.due_month_no, share.line_no
  from firsts as first
  join renewal_shares as share on share.customer_no = first.customer_no and share.due_on = first.due_on
  where not share.is_archive and share.renewed_minor <> 0
),

sides as (
  select distinct line.customer_no, line.due_on, line.due_month_no, root.root_no as line_no, true as is_signed
  from renewing as line
  join line_links as link on link.line_no = line.line_no
  join renewal_dues as due
    on due.line_no = link.predecessor_no and due.customer_no = line.customer_no and due.due_on = line.due_on
  join line_roots as root on root.line_no = due.line_no
  union all
  select line.customer_no, line.due_on, line.due_month_no, line.line_no, false as is_signed
  from renewing as line
),

priced as (
  select side.customer_no, side.due_on, side.is_signed,
    lists.line_no is null as is_unknown,
    cast(round(lists.list_minor * coalesce(rate.factor, currency.factor)) as bigint) as list_minor,
    cast(round(lists.net_minor * coalesce(rate.factor, currency.factor)) as bigint) as net_minor
  from sides as side
  left join lists on lists.line_no = side.line_no
  left join currencies as currency on currency.currency_no = lists.currency_no
  left join month_factor as rate on rate.currency = currency.currency and rate.month_no = side.due_month_no - 1
),

sums as (
  select priced.customer_no, priced.due_on,
    cast(coalesce(sum(case when priced.is_signed then priced.list_minor end), 0) as bigint) as signed_list_minor,
    cast(coalesce(sum(case when priced.is_signed then priced.net_minor end), 0) as bigint) as signed_net_minor,
    cast(coalesce(sum(case when not priced.is_signed then priced.list_minor end), 0) as bigint) as renewed_list_minor,
    cast(coalesce(sum(case when not priced.is_signed then priced.net_minor end), 0) as bigint) as renewed_net_minor
  from priced
  group by priced.customer_no, priced.due_on
  having count(*) filter (where priced.is_unknown) = 0
),

final as (
  select sums.customer_no, sums.due_on, sums.signed_list_minor, sums.signed_net_minor, sums.renewed_list_minor,
    sums.renewed_net_minor
  from sums
  where sums.signed_list_minor > 0 and sums.renewed_list_minor > 0
)

select customer_no, due_on, signed_list_minor, signed_net_minor, renewed_list_minor, renewed_net_minor
from final
