-- A row is a due day of a paid line that renews itself, up to the first one after as_of, the day its notice makes the last,
-- or a line that takes over. It is renewed flat on the day unless a notice came first: then it is lost, or renewed by
-- itself at what the notice leaves. A renewal signed by the end of the due month is a renewal as any other. A day before
-- the line was signed did not fall due: nothing was there to renew.
-- grain: line_no, due_on
-- line_no          contract_lines
-- due_on           the day a term ends
-- customer_no      customer printed on the line
-- currency_no      billing currency
-- amount_minor     monthly amount due, minor units of the billing currency
-- term_months      whole months of the term that ends
-- is_due           the day has come by as_of
-- is_renewed       a renewal was signed in time, or it renewed itself
-- decided_on       first signing of a renewal, else the due day; null while undecided
-- itself_minor     monthly amount it renewed itself at; null where it did not
-- itself_months    months it renewed itself for; null where it did not
-- check: unique(line_no, due_on)
with
company as (select * from company),
calendar as (select * from calendar),
automatic_terms as (select * from automatic_terms),
contract_lines as (select * from contract_lines),
line_ends as (select * from line_ends),
line_links as (select * from line_links),

lines as (
  select
    line.line_no, line.customer_no, line.currency_no, line.signed_on as line_signed_on, line.start_on, line.amount_minor, line.remaining_minor,
    automatic.term_on, automatic.renewal_months, automatic.ends_on,
    cast(year(automatic.term_on) * 12 + month(automatic.term_on) as integer) as term_month_no,
    cast((year(automatic.term_on) * 12 + month(automatic.term_on)) - (year(line.start_on) * 12 + month(line.start_on)) as integer) as printed_months,
    ending.reduced_on
  from automatic_terms as automatic
  join contract_lines as line on line.line_no = automatic.line_no
  join line_ends as ending on ending.line_no = line.line_no
  where line.amount_minor <> 0 and line.order_type is distinct from 'archive'
),

signed as (
  select link.predecessor_no as line_no, link.due_on, min(link.signed_on) as signed_on
  from line_links as link
  join lines as line on line.line_no = link.predecessor_no
  where link.relation = 'renewal'
  group by link.predecessor_no, link.due_on
),

-- The day a line that continues it takes over: its start, of a renewal signed after the day it renews not before signing.
stops as (
  select link.predecessor_no as line_no,
    min(case
      when link.relation = 'renewal' and link.signed_on >= link.due_on and link.signed_on > link.start_on then link.signed_on
      else link.start_on
    end) as stop_on
  from line_links as link
  join lines as line on line.line_no = link.predecessor_no
  group by link.predecessor_no
),

days as (
  select
    line.*,
    calendar.month_no - line.term_month_no as past_months,
    cast(line.term_on + interval '1' month * (calendar.month_no - line.term_month_no) as date) as due_on
  from lines as line
  cross join company
  join calendar
    on calendar.month_no >= line.term_month_no
    and calendar.month_no <= greatest(line.term_month_no, year(company.as_of) * 12 + month(company.as_of) + line.renewal_months)
    and (calendar.month_no - line.term_month_no) % line.renewal_months = 0
),

dues as (
  select
    day.line_no, day.due_on, day.customer_no, day.currency_no, day.ends_on, day.renewal_months, day.past_months,
    case when day.due_on > day.reduced_on then day.remaining_minor else day.amount_minor end as amount_minor,
    case when day.due_on >= day.reduced_on then day.remaining_minor else day.amount_minor end as itself_minor,
    case
      when day.past_months > 0 then day.renewal_months
      when cast(day.start_on + interval '1' month * day.printed_months as date) > day.term_on then day.printed_months - 1
      else day.printed_months
    end as term_months,
    case when signed.signed_on <= company.as_of then signed.signed_on end as signed_on,
    company.as_of,
    company.last_month_no
  from days as day
  cross join company
  left join signed on signed.line_no = day.line_no and signed.due_on = day.due_on
  left join stops as stop on stop.line_no = day.line_no
  where (day.ends_on is null or day.due_on <= day.ends_on)
    and (day.due_on >= day.line_signed_on or day.due_on is not distinct from day.ends_on)
    and (stop.stop_on is null or day.due_on < stop.stop_on or signed.line_no is not null)
    and (
      day.due_on <= company.as_of
      or day.past_months = 0
      or cast(day.term_on + interval '1' month * (day.past_months - day.renewal_months) as date) <= company.as_of
    )
),

decided as (
  select
    due.*,
    due.due_on <= due.as_of as is_due,
    due.due_on <= due.as_of and due.signed_on is not null
      and year(due.signed_on) * 12 + month(due.signed_on) <= year(due.due_on) * 12 + month(due.due_on) as is_signed,
    due.due_on is not distinct from due.ends_on as is_last
  from dues as due
),

final as (
  select
    due.line_no, due.due_on, due.customer_no, due.currency_no, due.amount_minor, due.term_months, due.is_due,
    due.is_signed or (due.is_due and not due.is_last) as is_renewed,
    case
      when due.is_signed then due.signed_on
      when due.is_due and not due.is_last then due.due_on
      when due.is_due and year(due.due_on) * 12 + month(due.due_on) <= due.last_month_no then due.due_on
    end as decided_on,
    case when due.is_due and not due.is_last and not due.is_signed then due.itself_minor end as itself_minor,
    case when due.is_due and not due.is_last and not due.is_signed then due.renewal_months end as itself_months
  from decided as due
)

select
  line_no, due_on, customer_no, currency_no, amount_minor, term_months, is_due, is_renewed, decided_on, itself_minor,
  itself_months
from final
