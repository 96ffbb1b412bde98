-- Product families with a small number each.
-- grain: product_no
-- product_no  integer, in the order of product
-- product     product family
-- check: unique(product_no)
-- check: unique(product)
with
read_contract_lines as (select * from read_contract_lines),

families as (
  select line.product
  from read_contract_lines as line
  group by line.product
),

final as (
  select
    cast(row_number() over (order by family.product nulls last) as integer) as product_no,
    family.product
  from families as family
)

select product_no, product
from final
