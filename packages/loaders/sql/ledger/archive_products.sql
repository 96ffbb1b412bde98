-- A row is an archive line with the product its fee is booked on: that of the line it continues, whatever its own SKU.
-- grain: line_no
-- line_no     an archive line that continues another line
-- product_no  product of the nearest line before it that is no archive
-- check: unique(line_no)
with
contract_lines as (select * from contract_lines),
line_links as (select * from line_links),

predecessors as (
  select link.line_no, min(link.predecessor_no) as predecessor_no
  from line_links as link
  join contract_lines as line on line.line_no = link.line_no
  where line.order_type = 'archive'
  group by link.line_no
),

round_0 as (
  select link.line_no, link.predecessor_no as ancestor_no, line.order_type is distinct from 'archive' as is_done
  from predecessors as link
  join contract_lines as line on line.line_no = link.predecessor_no
),

round_1 as (
  select this.line_no, coalesce(next.ancestor_no, this.ancestor_no) as ancestor_no
  from round_0 as this
  left join round_0 as next on next.line_no = case when this.is_done then null else this.ancestor_no end
),

round_2 as (
  select this.line_no, coalesce(next.ancestor_no, this.ancestor_no) as ancestor_no
  from round_1 as this
  left join round_1 as next on next.line_no = this.ancestor_no
),

round_3 as (
  select this.line_no, coalesce(next.ancestor_no, this.ancestor_no) as ancestor_no
  from round_2 as this
  left join round_2 as next on next.line_no = this.ancestor_no
),

round_4 as (
  select this.line_no, coalesce(next.ancestor_no, this.ancestor_no) as ancestor_no
  from round_3 as this
  left join round_3 as next on next.line_no = this.ancestor_no
),

final as (
  select archive.line_no, line.product_no
  from round_4 as archive
  join contract_lines as line on line.line_no = archive.ancestor_no
)

select line_no, product_no
from final
