-- What the ledger leaves out of the contract lines, what it had to guess, and what may be a fault of the exports: a count each.
-- grain: note
-- note   lines never counted: trial, one_off, free, cancelled_before_start; links between lines: named, guessed, named_but_not_found; customers_without_lines; signed_shortly_after_window: reactivations on live by a renewal signed within 30 days after its window; side_by_side_customers: with several lines of one product in force on as_of; side_by_side_most: the most of them
-- rows   how many lines, links, customers or movements
-- check: unique(note)
-- check: assert(rows >= 0)
with
company as (select * from company),
read_contract_lines as (select line.*, line.rowid as line_no from read_contract_lines as line),
read_customers as (select * from read_customers),
contract_lines as (select * from contract_lines),
named_links as (select * from named_links),
line_links as (select * from line_links),
line_ends as (select * from line_ends),
movements as (select * from movements),

params as (
  -- A renewal signed this soon after its window closed is worth a look: a longer grace would have kept the customer.
  select 30 as shortly_days
),

printed as (
  select
    count(*) filter (line.is_trial) as trial,
    count(*) filter (not line.is_recurring and not line.is_trial) as one_off,
    count(*) filter (line.is_recurring and not line.is_trial and line.monthly_minor = 0) as free,
    count(*) filter (line.end_on <= line.start_on) as cancelled_before_start
  from read_contract_lines as line
),

unfound as (
  select count(*) as rows
  from read_contract_lines as line
  left join (select distinct line_no from named_links) as named on named.line_no = line.line_no
  where (line.renewal_of is not null or line.replaces is not null) and named.line_no is null
),

customers_without as (
  select count(*) as rows
  from read_customers as customer
  left join (select distinct customer_id from read_contract_lines) as line on line.customer_id = customer.customer_id
  where line.customer_id is null
),

shortly_after as (
  select count(*) as rows
  from (
    select distinct movement.month_no, movement.customer_no, movement.product_no, movement.currency_no
    from movements as movement
    cross join params
    join line_links as link on link.line_no = movement.line_no
    join contract_lines as line on line.line_no = link.line_no
    join line_ends as past on past.line_no = link.predecessor_no
    where movement.basis = 'live' and movement.kind = 'reactivation' and link.relation = 'renewal'
      and not past.is_renewed_early and line.signed_on >= past.own_end_on
      and line.signed_on < past.own_end_on + to_days(params.shortly_days)
  )
),

side_by_side as (
  select count(distinct customer_no) as customers, coalesce(max(lines), 0) as most
  from (
    select line.customer_no, count(*) as lines
    from contract_lines as line
    cross join company
    where line.amount_minor > 0 and line.start_on <= company.as_of and coalesce(line.end_on > company.as_of, true)
    group by line.customer_no, line.product_no
    having count(*) > 1
  )
),

final as (
  select 'trial' as note, trial as rows from printed
  union all
  select 'one_off', one_off from printed
  union all
  select 'free', free from printed
  union all
  select 'cancelled_before_start', cancelled_before_start from printed
  union all
  select 'named', count(*) from line_links where not is_guessed
  union all
  select 'guessed', count(*) from line_links where is_guessed
  union all
  select 'named_but_not_found', rows from unfound
  union all
  select 'customers_without_lines', rows from customers_without
  union all
  select 'signed_shortly_after_window', rows from shortly_after
  union all
  select 'side_by_side_customers', customers from side_by_side
  union all
  select 'side_by_side_most', most from side_by_side
)

select note, rows
from final
order by note
