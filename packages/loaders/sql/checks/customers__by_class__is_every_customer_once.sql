-- Classes partition the customers: their counts add up to the customers with a paid line begun or signed by then, and
-- those who joined and left are those of them without a balance at any month end on either basis.
with
company as (select * from company),
chain_owners as (select * from chain_owners),
line_chains as (select * from line_chains),
contract_lines as (select * from contract_lines),
unstarted_lines as (select * from unstarted_lines),
customer_balances as (select * from customer_balances),
customers__by_class as (select * from customers__by_class),

classes as (
  select cast(coalesce(sum(class.customers), 0) as bigint) as customers,
    cast(coalesce(sum(class.customers) filter (where class.class = 'joined_and_left'), 0) as bigint) as joined_and_left
  from customers__by_class as class
),

owned as (
  select chain.line_no, owner.customer_no
  from chain_owners as owner
  join company on owner.from_month_no <= company.last_month_no and owner.to_month_no > company.last_month_no
  join line_chains as chain on chain.chain_no = owner.chain_no
),

lines as (
  select coalesce(owned.customer_no, line.customer_no) as customer_no
  from contract_lines as line
  cross join company
  left join owned on owned.line_no = line.line_no
  where line.amount_minor > 0
    and (
      year(line.start_on) * 12 + month(line.start_on) <= company.last_month_no
      or year(line.signed_on) * 12 + month(line.signed_on) <= company.last_month_no
    )
  union
  select coalesce(owner.customer_no, line.customer_no) as customer_no
  from unstarted_lines as line
  join company on year(line.signed_on) * 12 + month(line.signed_on) <= company.last_month_no
  left join chain_owners as owner
    on owner.chain_no = line.line_no
    and owner.from_month_no <= company.last_month_no
    and owner.to_month_no > company.last_month_no
  where line.amount_minor > 0
),

paid as (
  select count(*) as customers,
    count(*) filter (where line.customer_no not in (select balance.customer_no from customer_balances as balance)) as without_balance
  from lines as line
)

select classes.customers as classed, paid.customers, classes.joined_and_left, paid.without_balance
from classes
cross join paid
where classes.customers <> paid.customers or classes.joined_and_left <> paid.without_balance
