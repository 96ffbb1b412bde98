-- A row is a line that the exports name as continuing another line of the same customer.
-- A link against the order of starts would be a circle, and is left out (links__named_but_not_used counts it).
-- grain: line_no, predecessor_no
-- line_no         the line that continues
-- predecessor_no  the line it continues
-- is_renewal_of   true: named in renewal_of; false: in replaces
-- check: unique(line_no, predecessor_no)
with
contract_lines as (select * from contract_lines),

named as (
  select line.line_no, line.customer_no, line.start_on, line.renewal_of as named_id, true as is_renewal_of
  from contract_lines as line
  where line.renewal_of is not null
  union all
  select line.line_no, line.customer_no, line.start_on, line.replaces as named_id, false as is_renewal_of
  from contract_lines as line
  where line.replaces is not null and line.replaces is distinct from line.renewal_of
),

final as (
  select named.line_no, predecessor.line_no as predecessor_no, named.is_renewal_of
  from named
  join contract_lines as predecessor
    on predecessor.line_id = named.named_id
    and predecessor.customer_no = named.customer_no
  where predecessor.start_on < named.start_on
    or (predecessor.start_on = named.start_on and predecessor.line_no < named.line_no)
)

select line_no, predecessor_no, is_renewal_of
from final
