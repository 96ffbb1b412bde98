-- The attention lists, with how many customers and how much is on each, and what keeps a list from saying anything.
-- grain: list
-- list             name of the list's file
-- currency         reporting currency
-- customers        customers on it
-- committed_minor  their monthly balance on the committed basis, minor units
-- missing          exports it needs and the company does not have, separated by commas; null where none is
-- unable           why it can say nothing although its exports are there; null where it can, or an export is missing
-- check: unique(list)
-- check: assert((missing is null and unable is null) or customers = 0)
with
company as (select * from company),
list_exports as (select * from list_exports),
list_rows as (select * from list_rows),
attention__rows as (select * from attention__rows),

needs as (
  select needed.list,
    string_agg(case when not needed.is_there then needed.export end, ', ' order by needed.export) as missing
  from list_exports as needed
  group by needed.list
),

-- A row that names no customer says why its list can say nothing.
silent as (
  select entry.list, string_agg(entry.reason, '; ' order by entry.reason) as unable
  from list_rows as entry
  where entry.customer_id is null
  group by entry.list
),

sums as (
  select entry.list, count(*) as customers, cast(sum(entry.committed_minor) as bigint) as committed_minor
  from attention__rows as entry
  group by entry.list
),

final as (
  select needed.list, company.currency, coalesce(total.customers, 0) as customers,
    coalesce(total.committed_minor, 0) as committed_minor, needed.missing,
    case when needed.missing is null then silent.unable end as unable
  from needs as needed
  cross join company
  left join sums as total on total.list = needed.list
  left join silent on silent.list = needed.list
)

select list, currency, customers, committed_minor, missing, unable
from final
order by list
