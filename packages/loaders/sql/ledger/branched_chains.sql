-- The chains in which a line has several successors or several predecessors: several of their lines can count at once.
-- grain: chain_no
-- chain_no  line_chains
-- check: unique(chain_no)
with
line_links as (select * from line_links),
line_chains as (select * from line_chains),

branches as (
  select link.line_no from line_links as link group by link.line_no having count(*) > 1
  union
  select link.predecessor_no as line_no from line_links as link group by link.predecessor_no having count(*) > 1
),

final as (
  select distinct chain.chain_no
  from branches as branch
  join line_chains as chain on chain.line_no = branch.line_no
)

select chain_no
from final
