-- Lines whose annual amount is not twelve times the monthly one: each of the two is rounded once from what is printed.
-- Most amounts printed a month have no row.
-- grain: line_no
-- line_no                 row number in read_contract_lines
-- amount_minor            monthly amount, minor units of the billing currency
-- excess_minor            annual amount less twelve times the monthly one, minor units of the billing currency
-- remaining_excess_minor  the same of what a notice leaves; 0 where nothing remains
-- check: unique(line_no)
with
read_contract_lines as (select line.*, line.rowid as line_no from read_contract_lines as line),

excesses as (
  select
    line.line_no,
    line.monthly_minor as amount_minor,
    coalesce(line.annual_minor - 12 * line.monthly_minor, 0) as excess_minor,
    coalesce(line.notice_annual_minor - 12 * line.notice_monthly_minor, 0) as remaining_excess_minor
  from read_contract_lines as line
),

final as (
  select excess.line_no, excess.amount_minor, excess.excess_minor, excess.remaining_excess_minor
  from excesses as excess
  where excess.excess_minor <> 0 or excess.remaining_excess_minor <> 0
)

select line_no, amount_minor, excess_minor, remaining_excess_minor
from final
