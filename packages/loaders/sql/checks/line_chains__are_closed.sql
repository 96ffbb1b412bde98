-- A line and the line it continues are in one chain.
with
line_links as (select * from line_links),
line_chains as (select * from line_chains)

select link.line_no, link.predecessor_no
from line_links as link
join line_chains as line on line.line_no = link.line_no
join line_chains as predecessor on predecessor.line_no = link.predecessor_no
where line.chain_no <> predecessor.chain_no
