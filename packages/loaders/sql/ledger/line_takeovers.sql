-- A row is a line that another line continues, with the first day on which any later line of its chain takes over.
-- Mostly that is the next line's own start; where a line after the next starts earlier still, its day is handed back
-- (three rounds, only over links out of order).
-- grain: line_no
-- line_no             the line that is continued
-- takeover_on         first day on which a later line counts on live
-- relation            how the next line to take over on live continues it (earliest, then lowest line id)
-- committed_on        first day on which a later line counts on committed
-- committed_relation  how the next line to take over on committed continues it
-- check: unique(line_no)
-- check: accepted(relation, contracted_step, renewal, mid_term)
-- check: accepted(committed_relation, contracted_step, renewal, mid_term)
with
line_links as (select * from line_links),
line_starts as (select * from line_starts),
read_contract_lines as (select line.line_id, line.rowid as line_no from read_contract_lines as line),

links as (
  select
    link.line_no, link.predecessor_no, link.relation,
    start.on_on, start.committed_on,
    past.on_on as past_on, past.committed_on as past_committed_on
  from line_links as link
  join line_starts as start on start.line_no = link.line_no
  left join line_starts as past on past.line_no = link.predecessor_no
),

handed_1 as (
  select link.predecessor_no as line_no, min(link.on_on) as takeover_on, min(link.committed_on) as committed_on
  from links as link
  where link.on_on < link.past_on or link.committed_on < link.past_committed_on
  group by link.predecessor_no
),

handed_2 as (
  select both_rounds.line_no, min(both_rounds.takeover_on) as takeover_on, min(both_rounds.committed_on) as committed_on
  from (
    select this.line_no, this.takeover_on, this.committed_on from handed_1 as this
    union all
    select link.predecessor_no as line_no, this.takeover_on, this.committed_on
    from links as link
    join handed_1 as this on this.line_no = link.line_no
  ) as both_rounds
  group by both_rounds.line_no
),

handed_3 as (
  select both_rounds.line_no, min(both_rounds.takeover_on) as takeover_on, min(both_rounds.committed_on) as committed_on
  from (
    select this.line_no, this.takeover_on, this.committed_on from handed_2 as this
    union all
    select link.predecessor_no as line_no, this.takeover_on, this.committed_on
    from links as link
    join handed_2 as this on this.line_no = link.line_no
  ) as both_rounds
  group by both_rounds.line_no
),

firsts as (
  select
    link.predecessor_no as line_no,
    min(link.on_on) as takeover_on,
    min(link.committed_on) as committed_on,
    count(*) as link_count,
    min(link.relation) as relation
  from links as link
  group by link.predecessor_no
),

forks as (
  select
    link.predecessor_no as line_no,
    link.relation,
    row_number() over (
      partition by link.predecessor_no order by link.on_on nulls last, text.line_id nulls last
    ) as place,
    row_number() over (
      partition by link.predecessor_no order by link.committed_on nulls last, text.line_id nulls last
    ) as committed_place
  from links as link
  join read_contract_lines as text on text.line_no = link.line_no
  join firsts as first on first.line_no = link.predecessor_no and first.link_count > 1
),

final as (
  select
    first.line_no,
    case when handed.takeover_on < first.takeover_on then handed.takeover_on else first.takeover_on end as takeover_on,
    coalesce(fork.relation, first.relation) as relation,
    case when handed.committed_on < first.committed_on then handed.committed_on else first.committed_on end as committed_on,
    coalesce(committed_fork.relation, first.relation) as committed_relation
  from firsts as first
  left join handed_3 as handed on handed.line_no = first.line_no
  left join forks as fork on fork.line_no = first.line_no and fork.place = 1
  left join forks as committed_fork on committed_fork.line_no = first.line_no and committed_fork.committed_place = 1
)

select line_no, takeover_on, relation, committed_on, committed_relation
from final
