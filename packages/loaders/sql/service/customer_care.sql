-- Who looks after each customer still there, on as_of. Several people may share a customer; then its ARR is shared equally
-- between them, and the minor units that do not divide go to the first by name, so that nothing counts twice.
-- grain: customer_no, csm
-- customer_no  customers_now
-- csm          who takes care; null where nobody is known to
-- csms         how many share the customer; 0 where nobody is known to
-- place        1 for the first of them by name
-- arr_minor    share of the customer's ARR, minor units of the reporting currency
-- check: unique(customer_no, csm)
-- check: assert((csms = 0) = (csm is null))
with
customers_now as (select * from customers_now),
customer_csms as (select * from customer_csms),

final as (
  select
    now.customer_no, shared.csm,
    coalesce(shared.csms, 0) as csms,
    coalesce(shared.place, 1) as place,
    case
      when shared.csms is null then now.arr_minor
      else (now.arr_minor - now.arr_minor % shared.csms) // shared.csms
        + case when shared.place <= now.arr_minor % shared.csms then 1 else 0 end
    end as arr_minor
  from customers_now as now
  left join customer_csms as shared on shared.customer_no = now.customer_no
)

select customer_no, csm, csms, place, arr_minor
from final
