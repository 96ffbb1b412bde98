-- A row is a line with the first line it goes back to.
-- Every round looks twice as far back as the round before (ten rounds: a chain of 1,024 links), and only at lines
-- that have not yet reached the first line of their chain. A line with several predecessors follows the lowest.
-- grain: line_no
-- line_no   contract_lines
-- root_no   the first line, following the lowest predecessor at each step
-- is_rooted false when a chain is longer than the rounds reach (chains__reach_their_first_line stops the build)
-- check: unique(line_no)
-- check: not_null(root_no)
with
contract_lines as (select * from contract_lines),
line_links as (select * from line_links),

predecessors as (
  select link.line_no, min(link.predecessor_no) as predecessor_no
  from line_links as link
  group by link.line_no
),

round_0 as (
  select predecessor.line_no, predecessor.predecessor_no as ancestor_no, earlier.line_no is null as is_done
  from predecessors as predecessor
  left join predecessors as earlier on earlier.line_no = predecessor.predecessor_no
),

round_1 as (
  select this.line_no, this.ancestor_no, this.is_done from round_0 as this where this.is_done
  union all
  select this.line_no, ancestor.ancestor_no, ancestor.is_done
  from round_0 as this
  join round_0 as ancestor on ancestor.line_no = this.ancestor_no
  where not this.is_done
),

round_2 as (
  select this.line_no, this.ancestor_no, this.is_done from round_1 as this where this.is_done
  union all
  select this.line_no, ancestor.ancestor_no, ancestor.is_done
  from round_1 as this
  join round_1 as ancestor on ancestor.line_no = this.ancestor_no
  where not this.is_done
),

round_3 as (
  select this.line_no, this.ancestor_no, this.is_done from round_2 as this where this.is_done
  union all
  select this.line_no, ancestor.ancestor_no, ancestor.is_done
  from round_2 as this
  join round_2 as ancestor on ancestor.line_no = this.ancestor_no
  where not this.is_done
),

round_4 as (
  select this.line_no, this.ancestor_no, this.is_done from round_3 as this where this.is_done
  union all
  select this.line_no, ancestor.ancestor_no, ancestor.is_done
  from round_3 as this
  join round_3 as ancestor on ancestor.line_no = this.ancestor_no
  where not this.is_done
),

round_5 as (
  select this.line_no, this.ancestor_no, this.is_done from round_4 as this where this.is_done
  union all
  select this.line_no, ancestor.ancestor_no, ancestor.is_done
  from round_4 as this
  join round_4 as ancestor on ancestor.line_no = this.ancestor_no
  where not this.is_done
),

round_6 as (
  select this.line_no, this.ancestor_no, this.is_done from round_5 as this where this.is_done
  union all
  select this.line_no, ancestor.ancestor_no, ancestor.is_done
  from round_5 as this
  join round_5 as ancestor on ancestor.line_no = this.ancestor_no
  where not this.is_done
),

round_7 as (
  select this.line_no, this.ancestor_no, this.is_done from round_6 as this where this.is_done
  union all
  select this.line_no, ancestor.ancestor_no, ancestor.is_done
  from round_6 as this
  join round_6 as ancestor on ancestor.line_no = this.ancestor_no
  where not this.is_done
),

round_8 as (
  select this.line_no, this.ancestor_no, this.is_done from round_7 as this where this.is_done
  union all
  select this.line_no, ancestor.ancestor_no, ancestor.is_done
  from round_7 as this
  join round_7 as ancestor on ancestor.line_no = this.ancestor_no
  where not this.is_done
),

round_9 as (
  select this.line_no, this.ancestor_no, this.is_done from round_8 as this where this.is_done
  union all
  select this.line_no, ancestor.ancestor_no, ancestor.is_done
  from round_8 as this
  join round_8 as ancestor on ancestor.line_no = this.ancestor_no
  where not this.is_done
),

round_10 as (
  select this.line_no, this.ancestor_no, this.is_done from round_9 as this where this.is_done
  union all
  select this.line_no, ancestor.ancestor_no, ancestor.is_done
  from round_9 as this
  join round_9 as ancestor on ancestor.line_no = this.ancestor_no
  where not this.is_done
),

final as (
  select
    line.line_no,
    coalesce(chain.ancestor_no, line.line_no) as root_no,
    coalesce(chain.is_done, true) as is_rooted
  from contract_lines as line
  left join round_10 as chain on chain.line_no = line.line_no
)

select line_no, root_no, is_rooted
from final
