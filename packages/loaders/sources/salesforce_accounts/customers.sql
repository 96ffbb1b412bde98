-- Salesforce's accounts as customers, one row an account; those merged into another are in customer_map.sql.
select
  record_no,
  coalesce(fault, case when lower(trim(is_deleted)) in ('true', 't', 'yes', 'y', '1') then left_out() end) as fault,
  salesforce_id(id) as customer_id,
  name,
  industry,
  region,
  size_band,
  sales_channel,
  csm,
  touch_tier,
  use_case,
  plan,
  salesforce_id(parent) as parent_id
from records
where nullif(salesforce_id(merged_into), '') is null
