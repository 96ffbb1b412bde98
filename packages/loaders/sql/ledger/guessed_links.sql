-- A row is a link the exports do not name: a line that starts on the day another line of the customer ends.
-- Matched in rounds (same SKU, same product; for archive lines then any product); in a round the first line by line id
-- takes the first, and no line is used twice. Lines ordered as new or add-on open their own chain.
-- grain: line_no
-- line_no         the line that continues
-- predecessor_no  the line it continues
-- check: unique(line_no)
-- check: unique(predecessor_no)
with
contract_lines as (select * from contract_lines),
named_links as (select * from named_links),
read_contract_lines as (select line.line_id, line.sku, line.rowid as line_no from read_contract_lines as line),
order_links as (select * from order_links),

starts as (
  select line.line_no, line.customer_no, line.product_no, line.start_on, line.order_type is not distinct from 'archive' as is_archive
  from contract_lines as line
  left join named_links as named on named.line_no = line.line_no
  left join order_links as step on step.line_no = line.line_no
  where named.line_no is null and step.line_no is null
    and (line.order_type is null or line.order_type not in ('new', 'add_on'))
),

ends as (
  select line.line_no, line.customer_no, line.product_no, line.end_on
  from contract_lines as line
  left join named_links as named on named.predecessor_no = line.line_no
  left join order_links as step on step.predecessor_no = line.line_no
  where named.predecessor_no is null and step.predecessor_no is null
    and line.end_on is not null
),

pairs as (
  select start.line_no, past.line_no as predecessor_no
  from starts as start
  join ends as past on past.customer_no = start.customer_no and past.end_on = start.start_on
  where past.product_no = start.product_no or start.is_archive
),

starting as (
  select line.line_no, line.customer_no, line.product_no, line.order_type, line.start_on, text.line_id, text.sku
  from (select distinct pair.line_no from pairs as pair) as paired
  join contract_lines as line on line.line_no = paired.line_no
  join read_contract_lines as text on text.line_no = paired.line_no
),

ending as (
  select line.line_no, line.customer_no, line.product_no, line.end_on, text.line_id, text.sku
  from (select distinct pair.predecessor_no as line_no from pairs as pair) as paired
  join contract_lines as line on line.line_no = paired.line_no
  join read_contract_lines as text on text.line_no = paired.line_no
),

by_sku as (
  select successor.line_no, predecessor.line_no as predecessor_no
  from (
    select line.*, row_number() over (partition by line.customer_no, line.product_no, line.sku, line.start_on order by line.line_id nulls last) as turn
    from starting as line
    where line.sku is not null
  ) as successor
  join (
    select line.*, row_number() over (partition by line.customer_no, line.product_no, line.sku, line.end_on order by line.line_id nulls last) as turn
    from ending as line
    where line.sku is not null
  ) as predecessor
    on predecessor.customer_no = successor.customer_no
    and predecessor.product_no = successor.product_no
    and predecessor.sku = successor.sku
    and predecessor.end_on = successor.start_on
    and predecessor.turn = successor.turn
),

by_product as (
  select successor.line_no, predecessor.line_no as predecessor_no
  from (
    select line.*, row_number() over (partition by line.customer_no, line.product_no, line.start_on order by line.line_id nulls last) as turn
    from starting as line
    where not exists (select 1 from by_sku as link where link.line_no = line.line_no)
  ) as successor
  join (
    select line.*, row_number() over (partition by line.customer_no, line.product_no, line.end_on order by line.line_id nulls last) as turn
    from ending as line
    where not exists (select 1 from by_sku as link where link.predecessor_no = line.line_no)
  ) as predecessor
    on predecessor.customer_no = successor.customer_no
    and predecessor.product_no = successor.product_no
    and predecessor.end_on = successor.start_on
    and predecessor.turn = successor.turn
),

archives_by_sku as (
  select successor.line_no, predecessor.line_no as predecessor_no
  from (
    select line.*, row_number() over (partition by line.customer_no, line.sku, line.start_on order by line.line_id nulls last) as turn
    from starting as line
    where line.sku is not null and line.order_type = 'archive'
      and not exists (select 1 from by_sku as link where link.line_no = line.line_no)
      and not exists (select 1 from by_product as link where link.line_no = line.line_no)
  ) as successor
  join (
    select line.*, row_number() over (partition by line.customer_no, line.sku, line.end_on order by line.line_id nulls last) as turn
    from ending as line
    where line.sku is not null
      and not exists (select 1 from by_sku as link where link.predecessor_no = line.line_no)
      and not exists (select 1 from by_product as link where link.predecessor_no = line.line_no)
  ) as predecessor
    on predecessor.customer_no = successor.customer_no
    and predecessor.sku = successor.sku
    and predecessor.end_on = successor.start_on
    and predecessor.turn = successor.turn
),

archives as (
  select successor.line_no, predecessor.line_no as predecessor_no
  from (
    select line.*, row_number() over (partition by line.customer_no, line.start_on order by line.line_id nulls last) as turn
    from starting as line
    where line.order_type = 'archive'
      and not exists (select 1 from by_sku as link where link.line_no = line.line_no)
      and not exists (select 1 from by_product as link where link.line_no = line.line_no)
      and not exists (select 1 from archives_by_sku as link where link.line_no = line.line_no)
  ) as successor
  join (
    select line.*, row_number() over (partition by line.customer_no, line.end_on order by line.line_id nulls last) as turn
    from ending as line
    where not exists (select 1 from by_sku as link where link.predecessor_no = line.line_no)
      and not exists (select 1 from by_product as link where link.predecessor_no = line.line_no)
      and not exists (select 1 from archives_by_sku as link where link.predecessor_no = line.line_no)
  ) as predecessor
    on predecessor.customer_no = successor.customer_no
    and predecessor.end_on = successor.start_on
    and predecessor.turn = successor.turn
),

final as (
  select link.line_no, link.predecessor_no from by_sku as link
  union all
  select link.line_no, link.predecessor_no from by_product as link
  union all
  select link.line_no, link.predecessor_no from archives_by_sku as link
  union all
  select link.line_no, link.predecessor_no from archives as link
)

select line_no, predecessor_no
from final
