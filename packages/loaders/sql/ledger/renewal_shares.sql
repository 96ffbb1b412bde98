-- A row is a line that renews, with what it brings to the customer's lines that fell due on one day and one currency.
-- A line that renews one line brings its whole amount; one that continues lines of several due days, or replaces some
-- mid-term as well, brings to each due day a share in proportion to the amounts it continues there.
-- Only renewals signed by the end of the month in which the renewal counts: a later one is no part of a closed month.
-- grain: line_no, customer_no, due_on
-- line_no        contract_lines: the line that renews
-- customer_no    customer of the lines that fell due
-- due_on         the day they fell due
-- currency_no    its billing currency
-- renewed_minor  monthly amount it renews at, minor units of its billing currency, a share rounded once
-- is_archive     a read-only fee
-- term_months    whole months of its printed term; null is open
-- check: unique(line_no, customer_no, due_on)
with
automatic_terms as (select * from automatic_terms),
company as (select * from company),
contract_lines as (select * from contract_lines),
currencies as (select * from currencies),
line_links as (select * from line_links),
renewal_dues as (select * from renewal_dues),

renewing as (
  select link.line_no, link.predecessor_no, due.customer_no, due.due_on, due.currency_no, due.amount_minor
  from line_links as link
  join renewal_dues as due on due.line_no = link.predecessor_no and due.due_on = link.due_on
  cross join company
  where due.is_renewed
    and due.itself_minor is null
    and (
      link.relation = 'renewal'
      or not exists (select 1 from automatic_terms as automatic where automatic.line_no = link.predecessor_no)
    )
    and link.signed_on <= company.as_of
    and year(link.signed_on) * 12 + month(link.signed_on) <= due.counted_month_no
),

several as (
  select link.line_no
  from line_links as link
  group by link.line_no
  having count(*) > 1
),

-- All that such a line continues, and the part of it that fell due on each day, in one currency to weigh them.
weights as (
  select several.line_no,
    cast(sum(cast(greatest(line.amount_minor, 0) * currency.factor as decimal(28, 6))) as decimal(28, 6)) as weight
  from several
  join line_links as link on link.line_no = several.line_no
  join contract_lines as line on line.line_no = link.predecessor_no
  join currencies as currency on currency.currency_no = line.currency_no
  group by several.line_no
),

parts as (
  select renewing.line_no, renewing.customer_no, renewing.due_on,
    cast(sum(cast(greatest(renewing.amount_minor, 0) * currency.factor as decimal(28, 6))) as decimal(28, 6)) as part
  from renewing
  join several on several.line_no = renewing.line_no
  join currencies as currency on currency.currency_no = renewing.currency_no
  group by renewing.line_no, renewing.customer_no, renewing.due_on
),

shares as (
  select part.line_no, part.customer_no, part.due_on,
    case when part.part = weight.weight then 1e0 else cast(part.part as double) / nullif(weight.weight, 0) end as share
  from parts as part
  join weights as weight on weight.line_no = part.line_no
  union all
  select renewing.line_no, renewing.customer_no, renewing.due_on, 1e0 as share
  from renewing
  where not exists (select 1 from several where several.line_no = renewing.line_no)
),

terms as (
  select
    share.line_no, share.customer_no, share.due_on, share.share,
    line.currency_no, line.amount_minor, line.order_type, line.start_on,
    coalesce(automatic.term_on, line.end_on) as term_on
  from shares as share
  join contract_lines as line on line.line_no = share.line_no
  left join automatic_terms as automatic on automatic.line_no = share.line_no
),

counted as (
  select term.*,
    cast((year(term.term_on) * 12 + month(term.term_on)) - (year(term.start_on) * 12 + month(term.start_on)) as integer) as term_months
  from terms as term
),

final as (
  select
    term.line_no,
    term.customer_no,
    term.due_on,
    term.currency_no,
    cast(round(term.amount_minor * coalesce(term.share, 0)) as bigint) as renewed_minor,
    term.order_type is not distinct from 'archive' as is_archive,
    case
      when cast(term.start_on + interval '1' month * term.term_months as date) > term.term_on then term.term_months - 1
      else term.term_months
    end as term_months
  from counted as term
)

select line_no, customer_no, due_on, currency_no, renewed_minor, is_archive, term_months
from final
