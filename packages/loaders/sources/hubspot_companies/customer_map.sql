-- Companies that were merged into another: what still names them means the one that stayed.
with
keys as (
  select record_no, fault, id, unnest(string_split(merged, ';')) as merged_id
  from records
  where nullif(trim(merged), '') is not null
)

select
  record_no,
  fault,
  trim(merged_id) as customer_id,
  id as mapped_to
from keys
where trim(merged_id) not in ('', trim(id))
