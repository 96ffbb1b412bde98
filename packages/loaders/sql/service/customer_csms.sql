-- Who looks after a customer on as_of, whether it still pays or not: the assignments in force. A company without that export has today's
-- CSM of its customers instead. A customer whom nobody is known to look after has no row.
-- grain: customer_no, csm
-- customer_no  customers
-- csm          who takes care
-- csms         how many share the customer
-- place        1 for the first of them by name
-- check: unique(customer_no, csm)
with
company as (select * from company),
customers as (select * from customers),
read_csm_assignments as (select * from read_csm_assignments),

dated as (
  select count(*) as rows_in from read_csm_assignments
),

known as (
  select distinct customer.customer_no, trim(assignment.csm) as csm
  from read_csm_assignments as assignment
  join company
    on assignment.from_on <= company.as_of and (assignment.to_on is null or assignment.to_on > company.as_of)
  join customers as customer on customer.customer_id = assignment.customer_id
  union all
  select customer.customer_no, trim(customer.csm) as csm
  from customers as customer
  cross join dated
  where dated.rows_in = 0 and nullif(trim(customer.csm), '') is not null
),

final as (
  select
    known.customer_no, known.csm,
    cast(count(*) over (partition by known.customer_no) as integer) as csms,
    cast(row_number() over (partition by known.customer_no order by known.csm nulls last) as integer) as place
  from known
)

select customer_no, csm, csms, place
from final
