-- A row is a link of a chain: a line, the line it continues, and how.
-- grain: line_no, predecessor_no
-- line_no         the line that continues
-- predecessor_no  the line it continues
-- relation        contracted_step (later step of one order), renewal (of a term, named so or from its end on), mid_term
-- is_guessed      the exports do not name this link
-- signed_on       signing of the line that continues
-- start_on        start of the line that continues
-- due_on          due day of the line it continues; null where nothing is due
-- check: unique(line_no, predecessor_no)
-- check: accepted(relation, contracted_step, renewal, mid_term)
with
contract_lines as (select * from contract_lines),
named_links as (select * from named_links),
order_links as (select * from order_links),
guessed_links as (select * from guessed_links),

links as (
  select link.line_no, link.predecessor_no, link.is_renewal_of, false as is_of_order, false as is_guessed
  from named_links as link
  union all
  select link.line_no, link.predecessor_no, false as is_renewal_of, true as is_of_order, true as is_guessed
  from order_links as link
  union all
  select link.line_no, link.predecessor_no, false as is_renewal_of, false as is_of_order, true as is_guessed
  from guessed_links as link
),

final as (
  select
    link.line_no,
    link.predecessor_no,
    case
      when line.order_type = 'step' then 'contracted_step'
      when link.is_of_order and (line.order_type is null or line.order_type in ('new', 'add_on')) then 'contracted_step'
      when predecessor.due_on is not null
        and (link.is_renewal_of or line.start_on >= predecessor.due_on) then 'renewal'
      else 'mid_term'
    end as relation,
    link.is_guessed,
    line.signed_on,
    line.start_on,
    predecessor.due_on
  from links as link
  join contract_lines as line on line.line_no = link.line_no
  join contract_lines as predecessor on predecessor.line_no = link.predecessor_no
)

select line_no, predecessor_no, relation, is_guessed, signed_on, start_on, due_on
from final
