-- Every chain is short enough for the rounds of line_roots to reach its first line.
with
line_roots as (select * from line_roots)

select root.line_no, root.root_no
from line_roots as root
where not root.is_rooted
