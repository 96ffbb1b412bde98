-- A row is a customer whose history begins later than its contracts, so that nobody can number its renewals: a first line
-- of a chain is ordered as a renewal of nothing known, or is older than history_from and not ordered as new or add-on.
-- grain: customer_no
-- customer_no  customers
-- check: unique(customer_no)
with
company as (select * from company),
contract_lines as (select * from contract_lines),
line_links as (select * from line_links),

final as (
  select line.customer_no
  from contract_lines as line
  where line.order_type = 'renewal'
    and not exists (select 1 from line_links as link where link.line_no = line.line_no)
  union
  select line.customer_no
  from contract_lines as line
  join company on year(line.start_on) * 12 + month(line.start_on) < company.history_from_no
  where coalesce(line.order_type, 'unknown') not in ('new', 'add_on')
    and not exists (select 1 from line_links as link where link.line_no = line.line_no)
)

select customer_no
from final
