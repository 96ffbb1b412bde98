-- Renewals one by one: what fell due on one day for one customer, and what became of it. The rows behind every renewal rate.
-- grain: customer_id, due_on
-- customer_id          the company's own key
-- due_on               the day the terms end
-- outcome              renewed_up, renewed_flat, renewed_down; archived: only read-only fees are left; cancelled; late: due and undecided at as_of; open: due after as_of
-- decided_on           day the last line was signed for or lost; null while undecided
-- counted_month        month in which the renewal counts, the later of due and decided; null while undecided
-- ordinal              the customer's k-th renewal; null where its history begins later
-- lines                lines due
-- term_months          longest term that ends, whole months
-- renewed_term_months  longest term it was renewed for, whole months; null where not renewed or open-ended
-- currency             reporting currency
-- due_minor            monthly amount due, minor units of currency, at the rate of the due month's opening
-- renewed_minor        monthly amount renewed at; null while undecided
-- check: unique(customer_id, due_on)
with
company as (select * from company),
calendar as (select * from calendar),
customers as (select * from customers),
renewals as (select * from renewals),

final as (
  select
    customer.customer_id, renewal.customer_no, renewal.due_on, renewal.outcome, renewal.decided_on,
    calendar.report_month as counted_month,
    renewal.ordinal, renewal.lines, renewal.term_months, renewal.renewed_term_months,
    company.currency, renewal.due_minor, renewal.renewed_minor
  from renewals as renewal
  cross join company
  join customers as customer on customer.customer_no = renewal.customer_no
  left join calendar on calendar.month_no = renewal.counted_month_no
)

select
  customer_id, due_on, outcome, decided_on, counted_month, ordinal, lines, term_months, renewed_term_months, currency,
  due_minor, renewed_minor
from final
order by customer_no, due_on
