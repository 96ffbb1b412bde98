-- From live to committed MRR at each month end: what is signed and not started, changes signed and not yet in force, what is
-- noticed, what is paused. Each part is added up from the lines; beside it, as a memo, what moves neither basis yet.
-- grain: report_month
-- report_month  first day of the month
-- currency  reporting currency
-- committed_minor  committed MRR at the end of the month, minor units of currency
-- live_minor  live MRR at the end of the month
-- signed_not_started_minor  lines signed whose chain has not started
-- signed_changes_minor  changes signed and not yet in force: what takes over less what it replaces
-- noticed_minor  lost by notices whose day has not come, 0 or negative
-- paused_minor  paused lines with a known resumption
-- signed_renewals_up_minor  memo: renewals signed and not yet due, above what they renew
-- signed_renewals_down_minor  memo: the same, below what they renew, 0 or negative
-- steps_ahead_minor  memo: contracted steps signed and still to come
-- anticipated_loss_minor  memo: losses anticipated, amount x probability, 0 or negative
-- check: unique(report_month)
-- check: assert(anticipated_loss_minor <= 0 and signed_renewals_up_minor >= 0 and signed_renewals_down_minor <= 0)
with
company as (select * from company),
reported_months as (select * from reported_months),
waterfall__by_month as (select * from waterfall__by_month),
bridge_changes as (select * from bridge_changes),
anticipated_losses as (select * from anticipated_losses),

months as (
  select month.month_no, month.report_month
  from reported_months as month
  group by month.month_no, month.report_month
),

changes as (
  select change.month_no,
    coalesce(sum(change.delta_minor) filter (where change.part = 'signed_not_started'), 0) as signed_not_started_minor,
    coalesce(sum(change.delta_minor) filter (where change.part = 'signed_change'), 0) as signed_changes_minor,
    coalesce(sum(change.delta_minor) filter (where change.part = 'noticed'), 0) as noticed_minor,
    coalesce(sum(change.delta_minor) filter (where change.part = 'paused'), 0) as paused_minor,
    coalesce(sum(change.delta_minor) filter (where change.part = 'signed_renewal_up'), 0) as signed_renewals_up_minor,
    coalesce(sum(change.delta_minor) filter (where change.part = 'signed_renewal_down'), 0) as signed_renewals_down_minor,
    coalesce(sum(change.delta_minor) filter (where change.part = 'step_ahead'), 0) as steps_ahead_minor
  from bridge_changes as change
  group by change.month_no
),

firsts as (
  select min(month.month_no) as first_month_no from months as month
),

placed as (
  select
    case when change.month_no < first.first_month_no then first.first_month_no else change.month_no end as month_no,
    change.signed_not_started_minor, change.signed_changes_minor, change.noticed_minor, change.paused_minor,
    change.signed_renewals_up_minor, change.signed_renewals_down_minor, change.steps_ahead_minor
  from changes as change
  cross join firsts as first
),

by_month as (
  select change.month_no,
    sum(change.signed_not_started_minor) as signed_not_started_minor,
    sum(change.signed_changes_minor) as signed_changes_minor,
    sum(change.noticed_minor) as noticed_minor,
    sum(change.paused_minor) as paused_minor,
    sum(change.signed_renewals_up_minor) as signed_renewals_up_minor,
    sum(change.signed_renewals_down_minor) as signed_renewals_down_minor,
    sum(change.steps_ahead_minor) as steps_ahead_minor
  from placed as change
  group by change.month_no
),

final as (
  select
    month.report_month,
    company.currency,
    coalesce(committed.closing_minor, 0) as committed_minor,
    coalesce(live.closing_minor, 0) as live_minor,
    cast(sum(coalesce(change.signed_not_started_minor, 0)) over month_order as bigint) as signed_not_started_minor,
    cast(sum(coalesce(change.signed_changes_minor, 0)) over month_order as bigint) as signed_changes_minor,
    cast(sum(coalesce(change.noticed_minor, 0)) over month_order as bigint) as noticed_minor,
    cast(sum(coalesce(change.paused_minor, 0)) over month_order as bigint) as paused_minor,
    cast(sum(coalesce(change.signed_renewals_up_minor, 0)) over month_order as bigint) as signed_renewals_up_minor,
    cast(sum(coalesce(change.signed_renewals_down_minor, 0)) over month_order as bigint) as signed_renewals_down_minor,
    cast(sum(coalesce(change.steps_ahead_minor, 0)) over month_order as bigint) as steps_ahead_minor,
    coalesce(loss.anticipated_loss_minor, 0) as anticipated_loss_minor
  from months as month
  cross join company
  left join by_month as change on change.month_no = month.month_no
  left join anticipated_losses as loss on loss.month_no = month.month_no
  left join waterfall__by_month as committed
    on committed.report_month = month.report_month and committed.basis = 'committed'
  left join waterfall__by_month as live on live.report_month = month.report_month and live.basis = 'live'
  window month_order as (order by month.month_no nulls last)
)

select
  report_month, currency, committed_minor, live_minor,
  signed_not_started_minor, signed_changes_minor, noticed_minor, paused_minor,
  signed_renewals_up_minor, signed_renewals_down_minor, steps_ahead_minor, anticipated_loss_minor
from final
order by report_month
