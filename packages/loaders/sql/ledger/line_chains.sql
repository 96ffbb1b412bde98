-- A row is a line with its chain: all lines tied by renewals and replacements share one chain number.
-- Where a line continues several lines, their first lines are one chain: four rounds of taking the lowest number
-- among neighbours (chains__are_closed stops the build where four are not enough).
-- grain: line_no
-- line_no   contract_lines
-- chain_no  the lowest first line of the chain
-- check: unique(line_no)
-- check: not_null(chain_no)
with
line_roots as (select * from line_roots),
line_links as (select * from line_links),

several as (
  select link.line_no
  from line_links as link
  group by link.line_no
  having count(*) > 1
),

edges as (
  select distinct line.root_no as one_no, predecessor.root_no as other_no
  from line_links as link
  join several on several.line_no = link.line_no
  join line_roots as line on line.line_no = link.line_no
  join line_roots as predecessor on predecessor.line_no = link.predecessor_no
  where line.root_no <> predecessor.root_no
),

both_ways as (
  select edge.one_no, edge.other_no from edges as edge
  union
  select edge.other_no as one_no, edge.one_no as other_no from edges as edge
),

round_1 as (
  select edge.one_no as root_no, least(edge.one_no, min(edge.other_no)) as chain_no
  from both_ways as edge
  group by edge.one_no
),

round_2 as (
  select edge.one_no as root_no, least(min(mine.chain_no), min(theirs.chain_no)) as chain_no
  from both_ways as edge
  join round_1 as mine on mine.root_no = edge.one_no
  join round_1 as theirs on theirs.root_no = edge.other_no
  group by edge.one_no
),

round_3 as (
  select edge.one_no as root_no, least(min(mine.chain_no), min(theirs.chain_no)) as chain_no
  from both_ways as edge
  join round_2 as mine on mine.root_no = edge.one_no
  join round_2 as theirs on theirs.root_no = edge.other_no
  group by edge.one_no
),

round_4 as (
  select edge.one_no as root_no, least(min(mine.chain_no), min(theirs.chain_no)) as chain_no
  from both_ways as edge
  join round_3 as mine on mine.root_no = edge.one_no
  join round_3 as theirs on theirs.root_no = edge.other_no
  group by edge.one_no
),

final as (
  select line.line_no, coalesce(joined.chain_no, line.root_no) as chain_no
  from line_roots as line
  left join round_4 as joined on joined.root_no = line.root_no
)

select line_no, chain_no
from final
