-- The contributions of a customer's inputs add up to the change of its score, to a billionth of a point.
with
health__contributions as (select * from health__contributions),
health__scores as (select * from health__scores),

summed as (
  select entry.customer_id, entry.report_month, sum(entry.contribution) as contribution
  from health__contributions as entry
  group by entry.customer_id, entry.report_month
)

select entry.customer_id, entry.report_month, entry.contribution, this.final_score - past.final_score as change
from summed as entry
join health__scores as this on this.customer_id = entry.customer_id and this.report_month = entry.report_month
join health__scores as past
  on past.customer_id = entry.customer_id and past.report_month = cast(entry.report_month - interval 1 month as date)
where abs(entry.contribution - (this.final_score - past.final_score)) > 1e-9
