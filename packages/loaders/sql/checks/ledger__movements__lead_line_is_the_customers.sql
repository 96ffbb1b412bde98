-- The line that leads a movement is a line of its customer, and every movement has one.
with
ledger__movements as (select * from ledger__movements),
read_contract_lines as (select * from read_contract_lines)

select movement.report_month, movement.customer_id, movement.product, movement.line_id
from ledger__movements as movement
left join read_contract_lines as line
  on line.line_id = movement.line_id and line.customer_id = movement.customer_id
where line.line_id is null
