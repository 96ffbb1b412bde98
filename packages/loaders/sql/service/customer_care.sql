-- Who looks after each customer still there, on as_of: the assignments in force. A company without that export has today's
-- CSM of its customers instead. Several people may share a customer; then its ARR is shared equally between them, and the
-- minor units that do not divide go to the first by name, so that nothing counts twice.
-- grain: customer_no, csm
-- customer_no  customers_now
-- csm          who takes care; null where nobody is known to
-- csms         how many share the customer; 0 where nobody is known to
-- place        1 for the first of them by name
-- arr_minor    share of the customer's ARR, minor units of the reporting currency
-- check: unique(customer_no, csm)
-- check: assert((csms = 0) = (csm is null))
with
company as (select * from company),
customers as (select * from customers),
customers_now as (select * from customers_now),
read_csm_assignments as (select * from read_csm_assignments),

dated as (
  select count(*) as rows_in from read_csm_assignments
),

known as (
  select distinct now.customer_no, trim(assignment.csm) as csm
  from read_csm_assignments as assignment
  join company
    on assignment.from_on <= company.as_of and (assignment.to_on is null or assignment.to_on > company.as_of)
  join customers_now as now on now.customer_id = assignment.customer_id
  union all
  select now.customer_no, trim(customer.csm) as csm
  from customers_now as now
  cross join dated
  join customers as customer on customer.customer_no = now.customer_no
  where dated.rows_in = 0 and nullif(trim(customer.csm), '') is not null
),

placed as (
  select known.customer_no, known.csm,
    cast(count(*) over (partition by known.customer_no) as integer) as csms,
    cast(row_number() over (partition by known.customer_no order by known.csm nulls last) as integer) as place
  from known
),

final as (
  select
    now.customer_no, placed.csm,
    coalesce(placed.csms, 0) as csms,
    coalesce(placed.place, 1) as place,
    case
      when placed.csms is null then now.arr_minor
      else (now.arr_minor - now.arr_minor % placed.csms) // placed.csms
        + case when placed.place <= now.arr_minor % placed.csms then 1 else 0 end
    end as arr_minor
  from customers_now as now
  left join placed on placed.customer_no = now.customer_no
)

select customer_no, csm, csms, place, arr_minor
from final
