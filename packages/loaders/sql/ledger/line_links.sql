-- A row is a link of a chain: a line, the line it continues, and how.
-- grain: line_no, predecessor_no
-- line_no         the line that continues
-- predecessor_no  the line it continues
-- relation        contracted_step (later step of one order), renewal (of a term, named so or from its end on), mid_term
-- is_guessed      the exports do not name this link
-- is_archive      the line that continues is a read-only fee
-- signed_on       signing of the line that continues
-- start_on        start of the line that continues
-- due_on          due day of the line it continues, of one that renews itself the last by the new start; null where nothing is due
-- notice_on       day a notice on the line it continues came; null where none did
-- check: unique(line_no, predecessor_no)
-- check: accepted(relation, contracted_step, renewal, mid_term)
with
contract_lines as (select * from contract_lines),
automatic_terms as (select * from automatic_terms),
named_links as (select * from named_links),
guessed_links as (select * from guessed_links),

links as (
  select link.line_no, link.predecessor_no, link.is_renewal_of, false as is_of_order, false as is_guessed,
    link.order_type, link.signed_on, link.start_on, link.due_on, link.notice_on
  from named_links as link
  union all
  select link.line_no, link.predecessor_no, false as is_renewal_of, link.is_of_order, true as is_guessed,
    line.order_type, line.signed_on, line.start_on, predecessor.due_on, predecessor.notice_on
  from guessed_links as link
  join contract_lines as line on line.line_no = link.line_no
  join contract_lines as predecessor on predecessor.line_no = link.predecessor_no
),

turns as (
  select
    link.line_no,
    link.predecessor_no,
    automatic.term_on,
    automatic.renewal_months,
    automatic.ends_on,
    link.start_on,
    greatest(cast(floor(
      cast(year(link.start_on) * 12 + month(link.start_on) - year(automatic.term_on) * 12 - month(automatic.term_on) as double)
      / automatic.renewal_months
    ) as integer), 0) * automatic.renewal_months as turn_months
  from links as link
  join automatic_terms as automatic on automatic.line_no = link.predecessor_no
),

last_dues as (
  select
    turn.line_no,
    turn.predecessor_no,
    turn.ends_on,
    case
      when cast(turn.term_on + interval '1' month * turn.turn_months as date) <= turn.start_on or turn.turn_months = 0
        then cast(turn.term_on + interval '1' month * turn.turn_months as date)
      else cast(turn.term_on + interval '1' month * (turn.turn_months - turn.renewal_months) as date)
    end as due_on
  from turns as turn
),

dues as (
  select due.line_no, due.predecessor_no, due.ends_on, case when due.ends_on < due.due_on then due.ends_on else due.due_on end as due_on
  from last_dues as due
),

final as (
  select
    link.line_no,
    link.predecessor_no,
    case
      when link.order_type = 'step' then 'contracted_step'
      when link.is_of_order and (link.order_type is null or link.order_type in ('new', 'add_on')) then 'contracted_step'
      when link.due_on is null then 'mid_term'
      when link.is_renewal_of then 'renewal'
      when due.due_on is null and link.start_on >= link.due_on then 'renewal'
      when due.due_on = link.start_on or due.ends_on <= link.start_on then 'renewal'
      else 'mid_term'
    end as relation,
    link.is_guessed,
    link.order_type is not distinct from 'archive' as is_archive,
    link.signed_on,
    link.start_on,
    coalesce(due.due_on, link.due_on) as due_on,
    link.notice_on
  from links as link
  left join dues as due on due.line_no = link.line_no and due.predecessor_no = link.predecessor_no
)

select line_no, predecessor_no, relation, is_guessed, is_archive, signed_on, start_on, due_on, notice_on
from final
