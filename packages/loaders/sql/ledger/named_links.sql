-- A row is a line that the exports name as continuing another line of the same customer.
-- A link against the order of starts would be a circle, and is as if it were not named.
-- grain: line_no, predecessor_no
-- line_no         the line that continues
-- predecessor_no  the line it continues
-- is_renewal_of   true: named in renewal_of; false: in replaces
-- order_type      of the line that continues
-- signed_on       of the line that continues
-- start_on        of the line that continues
-- due_on          of the line it continues
-- notice_on       of the line it continues
-- check: unique(line_no, predecessor_no)
with
contract_lines as (select * from contract_lines),
line_texts as (select * from line_texts),
read_contract_lines as (select line.line_id, line.rowid as line_no from read_contract_lines as line),

named as (
  select line.line_no, line.line_id, line.renewal_of as named_id, true as is_renewal_of
  from line_texts as line
  where line.renewal_of is not null
  union all
  select line.line_no, line.line_id, line.replaces as named_id, false as is_renewal_of
  from line_texts as line
  where line.replaces is not null and line.replaces is distinct from line.renewal_of
),

final as (
  select
    named.line_no, predecessor.line_no as predecessor_no, named.is_renewal_of,
    line.order_type, line.signed_on, line.start_on, predecessor.due_on, predecessor.notice_on
  from named
  join read_contract_lines as other on other.line_id = named.named_id
  join contract_lines as line on line.line_no = named.line_no
  join contract_lines as predecessor
    on predecessor.line_no = other.line_no
    and predecessor.customer_no = line.customer_no
  where predecessor.start_on < line.start_on
    or (predecessor.start_on = line.start_on and other.line_id < named.line_id)
)

select line_no, predecessor_no, is_renewal_of, order_type, signed_on, start_on, due_on, notice_on
from final
