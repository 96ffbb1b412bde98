-- A row is a later step of one order: a line that starts on the day another line of the same order and product ends.
-- Same SKU first; the first line by line id takes the first, and no line is used twice.
-- grain: line_no
-- line_no         the line that continues
-- predecessor_no  the line it continues
-- check: unique(line_no)
-- check: unique(predecessor_no)
with
contract_lines as (select * from contract_lines),
line_texts as (select * from line_texts),
named_links as (select * from named_links),
read_contract_lines as (select line.line_id, line.sku, line.rowid as line_no from read_contract_lines as line),

ordered as (
  select text.line_no, text.order_id, line.customer_no, line.product_no, line.start_on, line.end_on
  from line_texts as text
  join contract_lines as line on line.line_no = text.line_no
  where text.order_id is not null
),

starts as (
  select line.*
  from ordered as line
  left join named_links as link on link.line_no = line.line_no
  where link.line_no is null
),

ends as (
  select line.*
  from ordered as line
  left join named_links as link on link.predecessor_no = line.line_no
  where link.predecessor_no is null and line.end_on is not null
),

pairs as (
  select start.line_no, past.line_no as predecessor_no
  from starts as start
  join ends as past
    on past.customer_no = start.customer_no
    and past.product_no = start.product_no
    and past.end_on = start.start_on
  where past.order_id = start.order_id
),

starting as (
  select line.*, text.line_id, text.sku
  from (select distinct pair.line_no from pairs as pair) as paired
  join ordered as line on line.line_no = paired.line_no
  join read_contract_lines as text on text.line_no = paired.line_no
),

ending as (
  select line.*, text.line_id, text.sku
  from (select distinct pair.predecessor_no as line_no from pairs as pair) as paired
  join ordered as line on line.line_no = paired.line_no
  join read_contract_lines as text on text.line_no = paired.line_no
),

by_sku as (
  select successor.line_no, predecessor.line_no as predecessor_no
  from (
    select line.*, row_number() over (partition by line.customer_no, line.product_no, line.order_id, line.sku, line.start_on order by line.line_id nulls last) as turn
    from starting as line
    where line.sku is not null
  ) as successor
  join (
    select line.*, row_number() over (partition by line.customer_no, line.product_no, line.order_id, line.sku, line.end_on order by line.line_id nulls last) as turn
    from ending as line
    where line.sku is not null
  ) as predecessor
    on predecessor.customer_no = successor.customer_no
    and predecessor.product_no = successor.product_no
    and predecessor.order_id = successor.order_id
    and predecessor.sku = successor.sku
    and predecessor.end_on = successor.start_on
    and predecessor.turn = successor.turn
),

by_product as (
  select successor.line_no, predecessor.line_no as predecessor_no
  from (
    select line.*, row_number() over (partition by line.customer_no, line.product_no, line.order_id, line.start_on order by line.line_id nulls last) as turn
    from starting as line
    where not exists (select 1 from by_sku as link where link.line_no = line.line_no)
  ) as successor
  join (
    select line.*, row_number() over (partition by line.customer_no, line.product_no, line.order_id, line.end_on order by line.line_id nulls last) as turn
    from ending as line
    where not exists (select 1 from by_sku as link where link.predecessor_no = line.line_no)
  ) as predecessor
    on predecessor.customer_no = successor.customer_no
    and predecessor.product_no = successor.product_no
    and predecessor.order_id = successor.order_id
    and predecessor.end_on = successor.start_on
    and predecessor.turn = successor.turn
),

final as (
  select link.line_no, link.predecessor_no from by_sku as link
  union all
  select link.line_no, link.predecessor_no from by_product as link
)

select line_no, predecessor_no
from final
