-- The months in which billed amounts stand beside MRR: from the first month end in what was billed to recur, or from
-- history_from, to the last whole month up to as_of. One row; none where nothing recurring was billed.
-- grain: first_month_no
-- first_month_no  first month compared, year * 12 + month
-- last_month_no   last month compared
-- check: unique(first_month_no)
with
company as (select * from company),
billed_lines as (select * from billed_lines),

starts as (
  select min(line.from_month_no) as month_no
  from billed_lines as line
  where line.kind = 'recurring' and line.to_month_no > line.from_month_no
),

final as (
  select greatest(starts.month_no, coalesce(company.history_from_no, starts.month_no)) as first_month_no, company.last_month_no
  from starts
  cross join company
  where starts.month_no <= company.last_month_no
)

select first_month_no, last_month_no
from final
