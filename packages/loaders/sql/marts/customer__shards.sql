-- Which file holds what a customer's page shows, by the letters of the customer's key and the number of files alone: the
-- least power of two that leaves at most four customers a file in the mean, at most 4,096. So a customer stays in its file
-- until there are twice or half as many. The browser computes the same. No row where there are more contract lines than
-- files of pages are made for: then there are no customer pages, and nothing is worked out for them.
-- grain: customer_id
-- customer_id  the company's own key
-- shard_no     number of the file, from 0 to one less than their number
-- check: unique(customer_id)
-- check: assert(shard_no between 0 and 4095)
with
customers as (select * from customers),
read_contract_lines as (select * from read_contract_lines),

-- A few customers a file, so that a page fetches little of others. The lines: as many as movements travel to the browser.
params as (
  select
    [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048, 4096] as file_counts, 4 as customers_most, 1000000 as lines_most,
    31 as base, 65521 as prime
),

size as (select count(*) as lines from read_contract_lines),

-- The most files of which half as many would hold too many customers each.
files as (
  select coalesce(max(choice.files), 1) as files
  from (select unnest(file_counts) as files, customers_most from params) as choice
  join (select count(*) as customers from customers) as known
    on choice.files * choice.customers_most < 2 * known.customers
),

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
    ) % files.files as integer) as shard_no
  from customers as customer
  cross join params
  cross join files
  join size on size.lines <= params.lines_most
)

select customer_id, shard_no
from final
order by customer_id
