-- The texts of contract lines that name another line, carry an order or give a reason; most lines have none of these.
-- grain: line_no
-- line_no     row number in read_contract_lines
-- line_id     the company's own key
-- order_id    null where not exported
-- reason      reason code; null where not exported
-- renewal_of  line_id this line renews
-- replaces    line_id this line replaces
-- check: unique(line_no)
with
read_contract_lines as (select line.*, line.rowid as line_no from read_contract_lines as line),

final as (
  select line.line_no, line.line_id, line.order_id, line.reason, line.renewal_of, line.replaces
  from read_contract_lines as line
  where line.order_id is not null
    or line.reason is not null
    or line.renewal_of is not null
    or line.replaces is not null
)

select line_no, line_id, order_id, reason, renewal_of, replaces
from final
