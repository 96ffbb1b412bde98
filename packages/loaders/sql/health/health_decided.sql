-- A row is a renewal that was decided, with the day on which the customer had said what becomes of each line due: signed for
-- it, given notice, or let it end. From the notice on a low score is no foresight.
-- grain: customer_no, due_on
-- customer_no  customers
-- due_on       the day the terms end
-- decided_on   day of the last signature, notice that stands, or end without one
-- is_lost      cancelled, or left with read-only fees
-- due_minor    monthly amount due, minor units of the reporting currency
-- check: unique(customer_no, due_on)
-- check: not_null(decided_on)
with
renewals as (select * from renewals),
renewal_dues as (select * from renewal_dues),
line_ends as (select * from line_ends),

decided as (
  select
    due.customer_no, due.due_on,
    max(case
      when not due.is_renewed and ending.is_whole_notice and ending.restored_on is null and ending.standing_on < due.decided_on
        then ending.standing_on
      else due.decided_on
    end) as decided_on
  from renewal_dues as due
  join line_ends as ending on ending.line_no = due.line_no
  group by due.customer_no, due.due_on
),

final as (
  select
    renewal.customer_no, renewal.due_on, decided.decided_on,
    renewal.outcome in ('cancelled', 'archived') as is_lost,
    renewal.due_minor
  from renewals as renewal
  join decided on decided.customer_no = renewal.customer_no and decided.due_on = renewal.due_on
  where renewal.outcome not in ('open', 'late')
)

select customer_no, due_on, decided_on, is_lost, due_minor
from final
