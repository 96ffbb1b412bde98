-- Who needs attention and why, list by list: customers still there, with what is committed and who takes care of them. Lists
-- whose exports the company does not have are empty.
-- grain: list, place
-- list             name of the list's file
-- place            1 comes first: by urgency, then the largest, then the key
-- customer_id      the company's own key
-- customer_name    null where the exports name no customer
-- since_on         since when it is so
-- reason           why the customer is on the list
-- committed_minor  monthly balance on the committed basis, minor units of the reporting currency
-- csm              who takes care, names separated by commas where several do; null where nobody is known to
-- urgency          as the list says; 1 comes first
-- check: unique(list, customer_id)
-- check: not_null(list, customer_id, since_on, reason, urgency)
with
customers as (select * from customers),
customers_now as (select * from customers_now),
customer_care as (select * from customer_care),
list_rows as (select * from list_rows),
list_exports as (select * from list_exports),

missing as (
  select needed.list from list_exports as needed where not needed.is_there group by needed.list
),

owners as (
  select care.customer_no, string_agg(care.csm, ', ' order by care.place) as csm
  from customer_care as care
  group by care.customer_no
),

final as (
  select entry.list,
    cast(row_number() over (
      partition by entry.list
      order by entry.urgency nulls last, now.committed_minor desc nulls last, now.customer_id nulls last
    ) as integer) as place,
    now.customer_id, customer.name as customer_name, entry.since_on, entry.reason, now.committed_minor, owner.csm,
    entry.urgency
  from list_rows as entry
  join customers_now as now on now.customer_id = entry.customer_id
  join customers as customer on customer.customer_no = now.customer_no
  left join owners as owner on owner.customer_no = now.customer_no
  left join missing on missing.list = entry.list
  where missing.list is null
)

select list, place, customer_id, customer_name, since_on, reason, committed_minor, csm, urgency
from final
order by list, place
