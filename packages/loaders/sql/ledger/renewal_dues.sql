-- A row is a due day of a paid line: its term ends, and nothing mid-term or contracted in advance takes its place before.
-- A line is renewed when a renewal of it is signed by the end of the month in which its window, or a recorded loss, ends
-- it; else it is lost with that month's end. What has not happened by as_of decides nothing.
-- grain: line_no, due_on
-- line_no            contract_lines
-- due_on             end of the term
-- customer_no        customers: who owns the contract in the month it falls due
-- currency_no        billing currency
-- amount_minor       monthly amount due, minor units of the billing currency; a credit is negative
-- term_months        whole months of the term that ends
-- is_due             the day has come by as_of
-- is_renewed         a renewal was signed in time, or the line renewed itself
-- decided_on         first signing of a renewal, or the day that ended the line; null while undecided
-- itself_minor       monthly amount it renewed itself at, without a new contract; null where it did not
-- itself_months      months it renewed itself for; null where it did not
-- counted_month_no   the later of the month due and the month decided; null while undecided
-- check: unique(line_no, due_on)
-- check: not_null(customer_no)
-- check: assert(not is_renewed or decided_on is not null)
with
company as (select * from company),
contract_lines as (select * from contract_lines),
chain_owners as (select * from chain_owners),
line_chains as (select * from line_chains),
line_ends as (select * from line_ends),
line_links as (select * from line_links),
renewal_automatic_dues as (select * from renewal_automatic_dues),

-- A step that was neither agreed nor begun by the due day renews what had fallen due.
replaced as (
  select distinct link.predecessor_no as line_no
  from line_links as link
  where link.relation <> 'renewal' and (link.signed_on <= link.due_on or link.start_on <= link.due_on)
),

-- A renewal signed when its own term was over has nothing that could fall due.
signed_over as (
  select link.line_no
  from line_links as link
  join contract_lines as line on line.line_no = link.line_no
  where link.relation = 'renewal' and link.signed_on >= link.due_on and line.signed_on >= line.due_on
),

owned as (
  select chain.line_no, owner.customer_no, owner.from_month_no, owner.to_month_no
  from chain_owners as owner
  join line_chains as chain on chain.chain_no = owner.chain_no
),

terms as (
  select
    line.line_no,
    line.due_on,
    line.customer_no,
    line.currency_no,
    line.amount_minor,
    line.start_on,
    cast((year(line.due_on) * 12 + month(line.due_on)) - (year(line.start_on) * 12 + month(line.start_on)) as integer) as term_months,
    line.due_on <= company.as_of as is_due,
    ending.own_end_on,
    case when ending.first_signed_on <= company.as_of then ending.first_signed_on end as signed_on,
    company.last_month_no
  from contract_lines as line
  cross join company
  join line_ends as ending on ending.line_no = line.line_no
  where line.due_on > line.start_on
    and not line.is_automatic
    and line.amount_minor <> 0
    and line.order_type is distinct from 'archive'
    and not exists (select 1 from replaced where replaced.line_no = line.line_no)
    and not exists (select 1 from signed_over where signed_over.line_no = line.line_no)
),

decisions as (
  select
    term.*,
    term.is_due and term.signed_on is not null
      and (term.own_end_on is null or term.signed_on < term.due_on
        or year(term.signed_on) * 12 + month(term.signed_on) <= year(term.own_end_on) * 12 + month(term.own_end_on)) as is_renewed
  from terms as term
),

dated as (
  select
    decision.*,
    case
      when decision.is_renewed then decision.signed_on
      when decision.is_due
        and year(decision.own_end_on) * 12 + month(decision.own_end_on) <= decision.last_month_no then decision.own_end_on
    end as decided_on
  from decisions as decision
),

dues as (
  select
    due.line_no, due.due_on, due.customer_no, due.currency_no, due.amount_minor,
    case
      when cast(due.start_on + interval '1' month * due.term_months as date) > due.due_on then due.term_months - 1
      else due.term_months
    end as term_months,
    due.is_due, due.is_renewed, due.decided_on,
    cast(null as bigint) as itself_minor,
    cast(null as integer) as itself_months
  from dated as due
  union all
  select
    due.line_no, due.due_on, due.customer_no, due.currency_no, due.amount_minor, due.term_months, due.is_due,
    due.is_renewed, due.decided_on, due.itself_minor, due.itself_months
  from renewal_automatic_dues as due
),

final as (
  select
    due.line_no,
    due.due_on,
    coalesce(owned.customer_no, due.customer_no) as customer_no,
    due.currency_no,
    due.amount_minor,
    due.term_months,
    due.is_due,
    due.is_renewed,
    due.decided_on,
    due.itself_minor,
    due.itself_months,
    case
      when due.decided_on is null then null
      when due.decided_on < due.due_on then cast(year(due.due_on) * 12 + month(due.due_on) as integer)
      else cast(year(due.decided_on) * 12 + month(due.decided_on) as integer)
    end as counted_month_no
  from dues as due
  left join owned
    on owned.line_no = due.line_no
    and owned.from_month_no <= year(due.due_on) * 12 + month(due.due_on)
    and owned.to_month_no > year(due.due_on) * 12 + month(due.due_on)
)

select
  line_no, due_on, customer_no, currency_no, amount_minor, term_months, is_due, is_renewed, decided_on, itself_minor,
  itself_months, counted_month_no
from final
