-- A row is a line that the exports name as continuing another line of the same customer, or of another customer once the
-- line, or the chain it extends (up to six links away), is assigned from one to the other.
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
read_assignments as (select * from read_assignments),
read_contract_lines as (
  select line.line_id, line.renewal_of, line.replaces, line.rowid as line_no from read_contract_lines as line
),

named as (
  select line.line_no, line.line_id, line.renewal_of as named_id, true as is_renewal_of
  from read_contract_lines as line
  where line.renewal_of is not null
  union all
  select line.line_no, line.line_id, line.replaces as named_id, false as is_renewal_of
  from read_contract_lines as line
  where line.replaces is not null and line.replaces is distinct from line.renewal_of
),

pairs as (
  select
    named.line_no, predecessor.line_no as predecessor_no, named.is_renewal_of,
    line.order_type, line.signed_on, line.start_on, predecessor.due_on, predecessor.notice_on,
    predecessor.customer_no = line.customer_no as is_own
  from named
  join read_contract_lines as other on other.line_id = named.named_id
  join contract_lines as line on line.line_no = named.line_no
  join contract_lines as predecessor on predecessor.line_no = other.line_no
  where predecessor.start_on < line.start_on
    or (predecessor.start_on = line.start_on and other.line_id < named.line_id)
),

across as (
  select pair.line_no, pair.predecessor_no from pairs as pair where not pair.is_own
),

assigned as (
  select distinct other.line_no
  from read_assignments as entry
  join read_contract_lines as other on other.line_id = entry.line_id
  where exists (select 1 from across)
),

steps as (
  select pair.predecessor_no as from_no, pair.line_no as to_no
  from pairs as pair
  where exists (select 1 from assigned)
  union all
  select pair.line_no as from_no, pair.predecessor_no as to_no
  from pairs as pair
  left join assigned on assigned.line_no = pair.line_no
  where (pair.is_own or assigned.line_no is not null) and exists (select 1 from assigned)
),

reached_1 as (
  select this.line_no from assigned as this
  union
  select step.to_no as line_no from steps as step join assigned as this on this.line_no = step.from_no
),

reached_2 as (
  select this.line_no from reached_1 as this
  union
  select step.to_no as line_no from steps as step join reached_1 as this on this.line_no = step.from_no
),

reached_3 as (
  select this.line_no from reached_2 as this
  union
  select step.to_no as line_no from steps as step join reached_2 as this on this.line_no = step.from_no
),

reached_4 as (
  select this.line_no from reached_3 as this
  union
  select step.to_no as line_no from steps as step join reached_3 as this on this.line_no = step.from_no
),

reached_5 as (
  select this.line_no from reached_4 as this
  union
  select step.to_no as line_no from steps as step join reached_4 as this on this.line_no = step.from_no
),

reached_6 as (
  select this.line_no from reached_5 as this
  union
  select step.to_no as line_no from steps as step join reached_5 as this on this.line_no = step.from_no
),

final as (
  select
    pair.line_no, pair.predecessor_no, pair.is_renewal_of,
    pair.order_type, pair.signed_on, pair.start_on, pair.due_on, pair.notice_on
  from pairs as pair
  left join reached_6 as reached on reached.line_no = pair.predecessor_no
  left join assigned on assigned.line_no = pair.line_no
  where pair.is_own or reached.line_no is not null or assigned.line_no is not null
)

select line_no, predecessor_no, is_renewal_of, order_type, signed_on, start_on, due_on, notice_on
from final
