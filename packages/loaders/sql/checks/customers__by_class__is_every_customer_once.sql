-- Classes partition the customers: their counts add up to the customers with a paid line begun or signed by then.
with
company as (select * from company),
chain_owners as (select * from chain_owners),
line_chains as (select * from line_chains),
contract_lines as (select * from contract_lines),
customers__by_class as (select * from customers__by_class),

classes as (select cast(coalesce(sum(class.customers), 0) as bigint) as customers from customers__by_class as class),

owned as (
  select chain.line_no, owner.customer_no
  from chain_owners as owner
  join company on owner.from_month_no <= company.last_month_no and owner.to_month_no > company.last_month_no
  join line_chains as chain on chain.chain_no = owner.chain_no
),

paid as (
  select count(distinct coalesce(owned.customer_no, line.customer_no)) as customers
  from contract_lines as line
  cross join company
  left join owned on owned.line_no = line.line_no
  where line.amount_minor > 0
    and (
      year(line.start_on) * 12 + month(line.start_on) <= company.last_month_no
      or year(line.signed_on) * 12 + month(line.signed_on) <= company.last_month_no
    )
)

select classes.customers as classed, paid.customers
from classes
cross join paid
where classes.customers <> paid.customers
