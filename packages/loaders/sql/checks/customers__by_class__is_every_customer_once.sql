-- Classes partition the customers: their counts add up to the customers with a paid line begun or signed by then.
with
company as (select * from company),
contract_lines as (select * from contract_lines),
customers__by_class as (select * from customers__by_class),

classes as (select cast(coalesce(sum(class.customers), 0) as bigint) as customers from customers__by_class as class),

paid as (
  select count(distinct line.customer_no) as customers
  from contract_lines as line
  cross join company
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
