-- Accounts that were merged into another: what still names them means the one that stayed.
select
  record_no,
  fault,
  salesforce_id(id) as customer_id,
  salesforce_id(merged_into) as mapped_to
from records
where nullif(salesforce_id(merged_into), '') is not null
