-- A row is a due day of a line: the end of its term; of a line that renews itself every automatic one too, up to the day it
-- ends or another line takes over, and at most to the first after as_of.
-- grain: line_no, due_on
-- line_no       contract_lines
-- due_on        the due day
-- is_automatic  renewed by itself on this day, unless it is the last
-- is_last       the line ends on this day or before the next one, by a notice or because another line takes over
-- check: unique(line_no, due_on)
with
company as (select * from company),
calendar as (select * from calendar),
contract_lines as (select * from contract_lines),
automatic_terms as (select * from automatic_terms),
line_days as (select * from line_days),

automatic as (
  select
    term.line_no,
    term.term_on,
    term.ends_on,
    day.live_off_on,
    cast(term.term_on + interval '1' month * (calendar.month_no - year(term.term_on) * 12 - month(term.term_on)) as date) as due_on,
    cast(term.term_on + interval '1' month * (
      calendar.month_no + term.renewal_months - year(term.term_on) * 12 - month(term.term_on)
    ) as date) as next_due_on,
    cast(term.term_on + interval '1' month * (
      calendar.month_no - term.renewal_months - year(term.term_on) * 12 - month(term.term_on)
    ) as date) as last_due_on
  from automatic_terms as term
  cross join company
  join line_days as day on day.line_no = term.line_no
  join calendar
    on calendar.month_no >= year(term.term_on) * 12 + month(term.term_on)
    and calendar.month_no <= year(company.as_of) * 12 + month(company.as_of) + term.renewal_months
  where (calendar.month_no - year(term.term_on) * 12 - month(term.term_on)) % term.renewal_months = 0
),

final as (
  select line.line_no, line.due_on, false as is_automatic, true as is_last
  from contract_lines as line
  where line.due_on is not null and not line.is_automatic
  union all
  select line.line_no, line.due_on, true as is_automatic,
    coalesce(line.due_on = line.ends_on or line.next_due_on > line.live_off_on, false) as is_last
  from automatic as line
  cross join company
  where line.due_on = line.term_on
    or (line.last_due_on <= company.as_of
      and (line.ends_on is null or line.due_on <= line.ends_on)
      and (line.live_off_on is null or line.due_on <= line.live_off_on))
)

select line_no, due_on, is_automatic, is_last
from final
