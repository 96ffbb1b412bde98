-- The months the reports of a basis cover: from the first movement, or from history_from, to the last whole month up to as_of; none
-- where there is neither a movement nor an opening balance.
-- grain: basis, month_no
-- basis         live, committed
-- month_no      year * 12 + month
-- report_month  first day of the month
-- check: unique(basis, month_no)
with
company as (select * from company),
calendar as (select * from calendar),
movements as (select * from movements),
customer_balances as (select * from customer_balances),

firsts as (
  select each.basis, min(each.month_no) as first_month_no
  from (
    select movement.basis, movement.month_no from movements as movement
    union all
    select balance.basis, company.history_from_no as month_no
    from customer_balances as balance
    join company on balance.from_month_no < company.history_from_no and balance.to_month_no >= company.history_from_no
  ) as each
  group by each.basis
),

final as (
  select first.basis, calendar.month_no, calendar.report_month
  from firsts as first
  cross join company
  join calendar
    on calendar.month_no >= coalesce(company.history_from_no, first.first_month_no)
    and calendar.month_no <= company.last_month_no
)

select basis, month_no, report_month
from final
