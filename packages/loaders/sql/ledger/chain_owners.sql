-- A row is a stretch of months over which a chain that the exports assign from one customer to another has one owner.
-- A chain that is never assigned has no row: it belongs to the customer its lines print.
-- grain: chain_no, from_month_no
-- chain_no       line_chains; a line cancelled before its start is a chain of its own
-- customer_no    its owner: at first the customer printed on its earliest line, then whom each assignment names
-- from_month_no  first month end of the stretch; 0 is from the beginning
-- to_month_no    first month end after it; 99999 is open
-- check: unique(chain_no, from_month_no)
-- check: not_null(customer_no)
with
read_assignments as (select * from read_assignments),
read_contract_lines as (
  select line.line_id, line.customer_id, line.start_on, line.rowid as line_no from read_contract_lines as line
),
unstarted_lines as (select * from unstarted_lines),
line_chains as (select * from line_chains),
customers as (select * from customers),

chains as (
  select chain.line_no, chain.chain_no from line_chains as chain
  union all
  select line.line_no, line.line_no as chain_no from unstarted_lines as line
),

assigned as (
  select
    chain.chain_no,
    customer.customer_no,
    entry.assigned_on,
    cast(year(entry.assigned_on) * 12 + month(entry.assigned_on) as integer) as month_no
  from read_assignments as entry
  join read_contract_lines as line on line.line_id = entry.line_id
  join chains as chain on chain.line_no = line.line_no
  join customers as customer on customer.customer_id = entry.customer_id
),

printed as (
  select chain.chain_no, customer.customer_no,
    row_number() over (
      partition by chain.chain_no order by line.start_on nulls last, line.line_id nulls last
    ) as place
  from (select distinct assigned.chain_no from assigned) as owned
  join chains as chain on chain.chain_no = owned.chain_no
  join read_contract_lines as line on line.line_no = chain.line_no
  join customers as customer on customer.customer_id = line.customer_id
),

ranked as (
  select assigned.chain_no, assigned.customer_no, assigned.month_no,
    row_number() over (
      partition by assigned.chain_no, assigned.month_no
      order by assigned.assigned_on desc nulls last, assigned.customer_no nulls last
    ) as place
  from assigned
),

owners as (
  select printed.chain_no, printed.customer_no, 0 as from_month_no from printed where printed.place = 1
  union all
  select ranked.chain_no, ranked.customer_no, ranked.month_no as from_month_no from ranked where ranked.place = 1
),

final as (
  select
    owner.chain_no, owner.customer_no, owner.from_month_no,
    coalesce(
      lead(owner.from_month_no) over (partition by owner.chain_no order by owner.from_month_no nulls last), 99999
    ) as to_month_no
  from owners as owner
)

select chain_no, customer_no, from_month_no, to_month_no
from final
