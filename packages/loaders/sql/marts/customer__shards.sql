-- Which file holds what a customer's page shows: one of 1,024, by the letters of the customer's key alone, so that a customer
-- stays in its file from build to build. The browser computes the same number. No row where there are more contract lines
-- than files of pages are made for: then there are no customer pages, and nothing is worked out for them.
-- grain: customer_id
-- customer_id  the company's own key
-- shard_no     number of the file, 0 to 1,023
-- check: unique(customer_id)
-- check: assert(shard_no between 0 and 1023)
with
customers as (select * from customers),
read_contract_lines as (select * from read_contract_lines),

-- 1,024 files: a few customers each, so that a page fetches little of others. The lines: as many as movements travel to the browser.
params as (select 1024 as shards, 1000000 as lines_most, 31 as base, 65521 as prime),

size as (select count(*) as lines from read_contract_lines),

final as (
  select
    customer.customer_id,
    cast(list_reduce(
      list_transform(
        -- A digit of base 16 at a time; the leading 0 gives an empty key one too.
        string_split('0' || lower(hex(encode(customer.customer_id))), ''),
        lambda digit: cast(strpos('0123456789abcdef', digit) - 1 as bigint)
      ),
      lambda hash, digit: (hash * params.base + digit) % params.prime
    ) % params.shards as integer) as shard_no
  from customers as customer
  cross join params
  join size on size.lines <= params.lines_most
)

select customer_id, shard_no
from final
order by customer_id
