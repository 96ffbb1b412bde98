-- A row is a link that may be guessed: a line that names no other, and a line of the customer that ends on the day it starts.
-- Of one order and product (any order type), else of one product, or any product for an archive line; lines ordered as new
-- or add-on open their own chain. A pair is known once both lines are, a line by the earlier of signing and start, the late
-- renewal of a term by its signing; once a line names the line that ends, that is no longer to be guessed.
-- Of a line that renews itself the printed end is looked at, else the due day its notice makes the last.
-- grain: line_no, predecessor_no
-- line_no         the line that would continue
-- predecessor_no  the line it would continue
-- is_of_order     both lines are of one order
-- is_only         neither line has another pair
-- customer_no     customers
-- start_on        day on which the one ends and the other starts
-- family_no       product family; null where archive lines of that day may continue any
-- place           turn of the pair among those of its customer, day and family: known first, then the most specific
-- pool            pairs of one place between which line ids decide
-- check: unique(line_no, predecessor_no)
with
contract_lines as (select * from contract_lines),
automatic_terms as (select * from automatic_terms),
named_links as (select * from named_links),
read_contract_lines as (select line.order_id, line.sku, line.rowid as line_no from read_contract_lines as line),

named as (
  select
    link.line_no,
    max(case
      when link.signed_on >= link.due_on and link.order_type is distinct from 'step'
        and (link.is_renewal_of or link.start_on >= link.due_on) then link.signed_on
      else least(link.signed_on, link.start_on)
    end) as known_on
  from named_links as link
  group by link.line_no
),

named_pasts as (
  select link.predecessor_no, min(named.known_on) as named_on
  from named_links as link
  join named on named.line_no = link.line_no
  group by link.predecessor_no
),

starts as (
  select line.line_no, line.customer_no, line.product_no, line.order_type, line.signed_on, line.start_on
  from contract_lines as line
  left join named on named.line_no = line.line_no
  where named.line_no is null
),

ends as (
  select
    line.line_no, line.customer_no, line.product_no, coalesce(automatic.term_on, line.end_on) as end_on,
    line.due_on is not null as is_due, least(line.signed_on, line.start_on) as known_on, false as is_noticed, null as until_on
  from contract_lines as line
  left join automatic_terms as automatic on automatic.line_no = line.line_no
  where line.end_on is not null
  union all
  select
    line.line_no, line.customer_no, line.product_no, automatic.noticed_due_on as end_on,
    true as is_due, greatest(least(line.signed_on, line.start_on), line.notice_on) as known_on, true as is_noticed,
    line.withdrawn_on as until_on
  from automatic_terms as automatic
  join contract_lines as line on line.line_no = automatic.line_no
  where automatic.noticed_due_on > automatic.term_on and line.remaining_minor is null
),

days as (
  select
    start.line_no, start.customer_no, start.product_no, start.order_type, start.signed_on, start.start_on,
    past.line_no as predecessor_no, past.product_no as past_product_no, past.is_due, past.known_on, past.is_noticed,
    past.until_on
  from starts as start
  join ends as past on past.customer_no = start.customer_no and past.end_on = start.start_on
  where past.product_no = start.product_no or start.order_type = 'archive'
),

texts as (
  select
    day.*,
    day.past_product_no = day.product_no as is_family,
    coalesce(line.order_id = past.order_id, false) as is_of_order,
    line.order_id,
    coalesce(line.sku = past.sku, false) as is_sku,
    line.sku
  from days as day
  join read_contract_lines as line on line.line_no = day.line_no
  join read_contract_lines as past on past.line_no = day.predecessor_no
),

rounds as (
  select
    text.*,
    case
      when text.is_family and text.is_of_order then case when text.is_sku then 1 else 2 end
      when text.order_type in ('new', 'add_on') then null
      when text.is_family then case when text.is_sku then 3 else 4 end
      when text.is_sku then 5
      else 6
    end as round
  from texts as text
),

pairs as (
  select
    round.*,
    greatest(round.known_on, case
      when not round.is_due or round.order_type = 'step' then least(round.signed_on, round.start_on)
      when round.round <= 2 and (round.order_type is null or round.order_type in ('new', 'add_on'))
        then least(round.signed_on, round.start_on)
      else round.signed_on
    end) as pair_on
  from rounds as round
  where round.round is not null
),

open_pairs as (
  select pair.*
  from pairs as pair
  left join named_pasts as named on named.predecessor_no = pair.predecessor_no
  where (named.named_on is null or pair.pair_on < named.named_on)
    and (pair.until_on is null or pair.pair_on < pair.until_on)
),

chosen as (
  select pair.* from open_pairs as pair where not pair.is_noticed
  union all
  select pair.*
  from open_pairs as pair
  left join open_pairs as printed on printed.predecessor_no = pair.predecessor_no and not printed.is_noticed
  where pair.is_noticed and printed.predecessor_no is null
),

counted as (
  select pair.*,
    count(*) over (partition by pair.line_no) = 1 and count(*) over (partition by pair.predecessor_no) = 1 as is_only
  from chosen as pair
),

families as (
  select
    pair.*,
    case
      when max(pair.round) over (partition by pair.customer_no, pair.start_on) <= 4 then pair.product_no
    end as family_no,
    case when pair.round <= 4 then pair.product_no end as pool_product_no,
    case when pair.round <= 2 then pair.order_id end as pool_order_id,
    case when pair.round in (1, 3, 5) then pair.sku end as pool_sku
  from counted as pair
  where not pair.is_only
),

final as (
  select pair.line_no, pair.predecessor_no, pair.round <= 2 as is_of_order, true as is_only,
    pair.customer_no, pair.start_on, pair.product_no as family_no, 1 as place, 1 as pool
  from counted as pair
  where pair.is_only
  union all
  select
    family.line_no,
    family.predecessor_no,
    family.round <= 2 as is_of_order,
    false as is_only,
    family.customer_no,
    family.start_on,
    family.family_no,
    dense_rank() over (
      partition by family.customer_no, family.start_on, family.family_no
      order by family.pair_on nulls last, family.round nulls last, family.is_due nulls last
    ) as place,
    dense_rank() over (
      partition by family.customer_no, family.start_on, family.family_no
      order by family.pair_on nulls last, family.round nulls last, family.is_due nulls last,
        family.pool_product_no nulls last, family.pool_order_id nulls last, family.pool_sku nulls last
    ) as pool
  from families as family
)

select line_no, predecessor_no, is_of_order, is_only, customer_no, start_on, family_no, place, pool
from final
