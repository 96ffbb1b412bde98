-- HubSpot's companies as customers, one row a company.
select
  record_no,
  fault,
  id as customer_id,
  name,
  industry,
  region,
  size_band,
  sales_channel,
  csm,
  touch_tier,
  use_case,
  plan,
  case when not contains(parent, ';') then parent end as parent_id
from records
