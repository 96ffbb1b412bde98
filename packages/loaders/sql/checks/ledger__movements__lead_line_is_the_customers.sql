-- The line that leads a movement is a line of its customer, and every movement has one. An exchange rate has none, and a
-- contract assigned to another customer keeps the customer its lines print.
with
ledger__movements as (select * from ledger__movements),
read_contract_lines as (select * from read_contract_lines),
read_assignments as (select * from read_assignments),

assigned as (select count(*) as assignments from read_assignments)

select movement.report_month, movement.customer_id, movement.product, movement.line_id
from ledger__movements as movement
cross join assigned
left join read_contract_lines as line on line.line_id = movement.line_id
where movement.kind <> 'fx'
  and (line.line_id is null or (line.customer_id <> movement.customer_id and assigned.assignments = 0))
