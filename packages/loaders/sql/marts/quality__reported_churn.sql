-- Losses of customers as other systems tell them, beside those of the ledger on live: a row an export. A day and a churn
-- or archive of the ledger agree when their months are the same or next to each other; a loss without a day agrees with a
-- customer that pays nothing at the end of the last month.
-- grain: source_no
-- source_no         the export, by its place in company.json
-- reported          losses it tells
-- customers         customers they are of
-- without_day       of the losses: told without a day
-- agreed            of the losses: the ledger has them too
-- still_paying      of the losses: their customer pays at the end of the last month
-- ledger            churns and archives of the ledger in the months the export tells days of; null where it tells none
-- ledger_only       of those: no loss of the export agrees with them; null where it tells no day
-- check: unique(source_no)
-- check: assert(agreed <= reported and without_day <= reported and still_paying <= reported)
-- check: assert(ledger is null or ledger_only <= ledger)
with
read_reported_churn as (select * from read_reported_churn),
ledger__logos as (select * from ledger__logos),
ledger__movements as (select * from ledger__movements),
ledger__openings as (select * from ledger__openings),

reported as (
  select
    row_number() over (order by source_no, customer_id, churned_on) as report_no, source_no, customer_id, churned_on,
    year(churned_on) * 12 + month(churned_on) as month_no
  from read_reported_churn
),

losses as (
  select customer_id, year(report_month) * 12 + month(report_month) as month_no
  from ledger__logos
  where basis = 'live' and kind in ('churn', 'archive')
    and exists (select 1 from read_reported_churn)
),

payers as (
  select customer_id
  from (
    select customer_id, amount_minor from ledger__openings where basis = 'live'
    union all
    select customer_id, amount_minor from ledger__movements where basis = 'live'
  ) as change
  where customer_id in (select customer_id from read_reported_churn)
  group by customer_id
  having sum(amount_minor) > 0
),

told as (
  select
    report.report_no, report.source_no, report.customer_id, report.churned_on,
    payer.customer_id is not null as is_paying,
    case when report.churned_on is null then payer.customer_id is null
      else bool_or(coalesce(abs(loss.month_no - report.month_no) <= 1, false)) end as is_agreed
  from reported as report
  left join losses as loss on loss.customer_id = report.customer_id
  left join payers as payer on payer.customer_id = report.customer_id
  group by report.report_no, report.source_no, report.customer_id, report.churned_on, payer.customer_id
),

spans as (
  select source_no, min(month_no) as first_no, max(month_no) as last_no
  from reported
  where month_no is not null
  group by source_no
),

lost as (
  select
    span.source_no, loss.customer_id, loss.month_no,
    bool_or(coalesce(abs(loss.month_no - report.month_no) <= 1, false)) as is_told
  from spans as span
  join losses as loss on loss.month_no between span.first_no and span.last_no
  left join reported as report on report.source_no = span.source_no and report.customer_id = loss.customer_id
  group by span.source_no, loss.customer_id, loss.month_no
),

ledger_counts as (
  select source_no, cast(count(*) as bigint) as ledger, cast(count(*) filter (not is_told) as bigint) as ledger_only
  from lost
  group by source_no
),

counts as (
  select
    source_no,
    cast(count(*) as bigint) as reported,
    cast(count(distinct customer_id) as bigint) as customers,
    cast(count(*) filter (churned_on is null) as bigint) as without_day,
    cast(count(*) filter (is_agreed) as bigint) as agreed,
    cast(count(*) filter (is_paying) as bigint) as still_paying
  from told
  group by source_no
),

final as (
  select
    count.source_no, count.reported, count.customers, count.without_day, count.agreed, count.still_paying,
    case when span.source_no is not null then coalesce(ledger.ledger, 0) end as ledger,
    case when span.source_no is not null then coalesce(ledger.ledger_only, 0) end as ledger_only
  from counts as count
  left join spans as span on span.source_no = count.source_no
  left join ledger_counts as ledger on ledger.source_no = count.source_no
)

select source_no, reported, customers, without_day, agreed, still_paying, ledger, ledger_only
from final
order by source_no
