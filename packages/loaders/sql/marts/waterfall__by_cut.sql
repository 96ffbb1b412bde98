-- The MRR waterfall by month and label of each cut: opening + movements + moved = closing, for money and logos.
-- A movement carries the customer's label at the end of the month before (of the month where it comes from 0).
-- grain: report_month, basis, cut, label
-- report_month  first day of the month
-- basis  live, committed
-- currency  reporting currency
-- cut  name of the cut
-- label  label of the cut
-- opening_minor  MRR at the end of the month before, minor units of currency
-- new_minor  won from customers who never had a balance
-- reactivation_minor  won back from customers who had one
-- expansion_minor  rows of side expansion
-- contraction_minor  rows of side contraction, negative
-- churn_minor  lost with customers who left, negative
-- transfer_minor  assigned from one customer to another; sums to 0 over labels
-- moved_minor  balance of customers whose label changed; sums to 0 over labels
-- fx_minor  change of exchange rates alone; 0 under the constant policy, but for minor units of transfers
-- closing_minor  MRR at the end of the month
-- opening_logos  active customers at the end of the month before
-- new_logos  active customers who never had a balance
-- reactivation_logos  active customers who came back, from nothing or from an archive
-- churned_logos  active customers lost, to nothing or to an archive, negative
-- closing_logos  active customers at the end of the month
-- archived_opening_logos  archived customers at the end of the month before
-- archived_in_logos  customers who became archived
-- archived_out_logos  archived customers who left or came back, negative
-- archived_logos  archived customers at the end of the month
-- merged_logos  active customers by contracts assigned from or to another customer; 0 in most months
-- moved_logos  active customers whose label changed; sums to 0 over labels
-- archived_moved_logos  archived customers whose label changed; sums to 0 over labels
-- add_on_minor  movements of kind add_on
-- upgrade_minor  movements of kind upgrade
-- downgrade_minor  movements of kind downgrade, negative
-- product_churn_minor  movements of kind product_churn, negative
-- archive_minor  movements of kind archive, negative
-- quantity_minor  quantity part of upgrades and downgrades
-- price_minor  the rest of upgrades and downgrades
-- list_minor  list-price part of the price of upgrades and downgrades whose list price is known
-- discount_minor  the rest of the price of those
-- avoidable_churn_minor  churn for a reason the company could have done something about, negative
-- unavoidable_churn_minor  churn for a reason it could not, negative
-- unknown_churn_minor  churn without a reason, or whose reason has no category, negative
-- check: unique(report_month, basis, cut, label)
-- check: assert(opening_minor + new_minor + reactivation_minor + expansion_minor + contraction_minor + churn_minor + transfer_minor + fx_minor + moved_minor = closing_minor)
-- check: assert(opening_logos + new_logos + reactivation_logos + churned_logos + merged_logos + moved_logos = closing_logos)
-- check: assert(archived_opening_logos + archived_in_logos + archived_out_logos + archived_moved_logos = archived_logos)
with
company as (select * from company),
reported_months as (select * from reported_months),
label_movements as (select * from label_movements),
logo_changes as (select * from logo_changes),
customer_balances as (select * from customer_balances),
cut_labels as (select * from cut_labels),
labels as (select * from labels),
label_moves as (select * from label_moves),
reason_category as (select * from reason_category),

money as (
  select group_of.basis, group_of.month_no, group_of.label_no,
    cast(coalesce(sum(group_of.amount_minor) filter (where group_of.kind = 'new'), 0) as bigint) as new_minor,
    cast(coalesce(sum(group_of.amount_minor) filter (where group_of.kind = 'reactivation'), 0) as bigint) as reactivation_minor,
    cast(coalesce(sum(group_of.amount_minor) filter (where group_of.side = 'expansion'), 0) as bigint) as expansion_minor,
    cast(coalesce(sum(group_of.amount_minor) filter (where group_of.side = 'contraction'), 0) as bigint) as contraction_minor,
    cast(coalesce(sum(group_of.amount_minor) filter (where group_of.kind = 'churn'), 0) as bigint) as churn_minor,
    cast(coalesce(sum(group_of.amount_minor) filter (where group_of.kind = 'transfer'), 0) as bigint) as transfer_minor,
    cast(coalesce(sum(group_of.amount_minor) filter (where group_of.kind = 'fx'), 0) as bigint) as fx_minor,
    cast(coalesce(sum(group_of.amount_minor) filter (where group_of.kind = 'add_on'), 0) as bigint) as add_on_minor,
    cast(coalesce(sum(group_of.amount_minor) filter (where group_of.kind = 'upgrade'), 0) as bigint) as upgrade_minor,
    cast(coalesce(sum(group_of.amount_minor) filter (where group_of.kind = 'downgrade'), 0) as bigint) as downgrade_minor,
    cast(coalesce(sum(group_of.amount_minor) filter (where group_of.kind = 'product_churn'), 0) as bigint) as product_churn_minor,
    cast(coalesce(sum(group_of.amount_minor) filter (where group_of.kind = 'archive'), 0) as bigint) as archive_minor,
    cast(coalesce(sum(group_of.quantity_minor), 0) as bigint) as quantity_minor,
    cast(coalesce(sum(group_of.list_minor), 0) as bigint) as list_minor,
    cast(coalesce(sum(group_of.discount_minor), 0) as bigint) as discount_minor,
    cast(coalesce(sum(group_of.amount_minor) filter (where group_of.kind = 'churn' and category.avoidable), 0) as bigint) as avoidable_churn_minor,
    cast(coalesce(sum(group_of.amount_minor) filter (where group_of.kind = 'churn' and not category.avoidable), 0) as bigint) as unavoidable_churn_minor
  from label_movements as group_of
  left join reason_category as category on category.reason = group_of.reason
  group by group_of.basis, group_of.month_no, group_of.label_no
),

logos as (
  select logo.basis, logo.month_no, stretch.label_no,
    cast(coalesce(sum(logo.active_delta) filter (where logo.kind = 'new'), 0) as bigint) as new_logos,
    cast(coalesce(sum(logo.active_delta) filter (where logo.kind = 'reactivation'), 0) as bigint) as reactivation_logos,
    cast(coalesce(sum(logo.active_delta) filter (where logo.kind in ('churn', 'archive')), 0) as bigint) as churned_logos,
    cast(coalesce(sum(logo.merged_delta), 0) as bigint) as merged_logos,
    cast(coalesce(sum(greatest(logo.archived_delta, 0) + greatest(logo.merged_archived_delta, 0)), 0) as bigint) as archived_in_logos,
    cast(coalesce(sum(least(logo.archived_delta, 0) + least(logo.merged_archived_delta, 0)), 0) as bigint) as archived_out_logos
  from logo_changes as logo
  join cut_labels as stretch
    on stretch.customer_no = logo.customer_no
    and (stretch.basis is null or stretch.basis = logo.basis)
    and stretch.from_month_no <= logo.month_no - case when logo.is_at_zero then 0 else 1 end
    and stretch.to_month_no > logo.month_no - case when logo.is_at_zero then 0 else 1 end
  group by logo.basis, logo.month_no, stretch.label_no
),

moves as (
  select move.basis, move.month_no, move.label_no,
    cast(sum(move.moved_minor) as bigint) as moved_minor,
    cast(sum(move.moved_logos) as bigint) as moved_logos,
    cast(sum(move.moved_archived_logos) as bigint) as archived_moved_logos
  from label_moves as move
  group by move.basis, move.month_no, move.label_no
),

carried as (
  select balance.basis, company.history_from_no as month_no, stretch.label_no,
    cast(sum(balance.balance_minor) as bigint) as carried_minor,
    count(*) filter (where balance.is_active) as carried_logos,
    count(*) filter (where not balance.is_active) as carried_archived_logos
  from customer_balances as balance
  join company on balance.from_month_no < company.history_from_no and balance.to_month_no >= company.history_from_no
  join cut_labels as stretch
    on stretch.customer_no = balance.customer_no
    and (stretch.basis is null or stretch.basis = balance.basis)
    and stretch.from_month_no < company.history_from_no
    and stretch.to_month_no >= company.history_from_no
  group by balance.basis, company.history_from_no, stretch.label_no
),

used as (
  select distinct stretch.label_no from cut_labels as stretch
),

months as (
  select
    month.report_month, month.basis, month.month_no, company.currency, label.cut, label.label,
    coalesce(carried.carried_minor, 0) as carried_minor,
    coalesce(carried.carried_logos, 0) as carried_logos,
    coalesce(carried.carried_archived_logos, 0) as carried_archived_logos,
    coalesce(money.new_minor, 0) as new_minor,
    coalesce(money.reactivation_minor, 0) as reactivation_minor,
    coalesce(money.expansion_minor, 0) as expansion_minor,
    coalesce(money.contraction_minor, 0) as contraction_minor,
    coalesce(money.churn_minor, 0) as churn_minor,
    coalesce(money.transfer_minor, 0) as transfer_minor,
    coalesce(money.fx_minor, 0) as fx_minor,
    coalesce(money.add_on_minor, 0) as add_on_minor,
    coalesce(money.upgrade_minor, 0) as upgrade_minor,
    coalesce(money.downgrade_minor, 0) as downgrade_minor,
    coalesce(money.product_churn_minor, 0) as product_churn_minor,
    coalesce(money.archive_minor, 0) as archive_minor,
    coalesce(money.quantity_minor, 0) as quantity_minor,
    coalesce(money.list_minor, 0) as list_minor,
    coalesce(money.discount_minor, 0) as discount_minor,
    coalesce(money.avoidable_churn_minor, 0) as avoidable_churn_minor,
    coalesce(money.unavoidable_churn_minor, 0) as unavoidable_churn_minor,
    coalesce(logos.new_logos, 0) as new_logos,
    coalesce(logos.reactivation_logos, 0) as reactivation_logos,
    coalesce(logos.churned_logos, 0) as churned_logos,
    coalesce(logos.merged_logos, 0) as merged_logos,
    coalesce(logos.archived_in_logos, 0) as archived_in_logos,
    coalesce(logos.archived_out_logos, 0) as archived_out_logos,
    coalesce(moves.moved_minor, 0) as moved_minor,
    coalesce(moves.moved_logos, 0) as moved_logos,
    coalesce(moves.archived_moved_logos, 0) as archived_moved_logos
  from reported_months as month
  cross join company
  cross join labels as label
  join used on used.label_no = label.label_no
  left join money on money.basis = month.basis and money.month_no = month.month_no and money.label_no = label.label_no
  left join logos on logos.basis = month.basis and logos.month_no = month.month_no and logos.label_no = label.label_no
  left join moves on moves.basis = month.basis and moves.month_no = month.month_no and moves.label_no = label.label_no
  left join carried
    on carried.basis = month.basis and carried.month_no = month.month_no and carried.label_no = label.label_no
),

changes as (
  select
    month.*,
    month.new_minor + month.reactivation_minor + month.expansion_minor + month.contraction_minor + month.churn_minor
      + month.transfer_minor + month.fx_minor + month.moved_minor as change_minor,
    month.new_logos + month.reactivation_logos + month.churned_logos + month.merged_logos + month.moved_logos as change_logos,
    month.archived_in_logos + month.archived_out_logos + month.archived_moved_logos as change_archived_logos
  from months as month
),

final as (
  select
    month.*,
    month.upgrade_minor + month.downgrade_minor - month.quantity_minor as price_minor,
    month.churn_minor - month.avoidable_churn_minor - month.unavoidable_churn_minor as unknown_churn_minor,
    cast(sum(month.carried_minor + month.change_minor) over month_order as bigint) as closing_minor,
    cast(sum(month.carried_logos + month.change_logos) over month_order as bigint) as closing_logos,
    cast(sum(month.carried_archived_logos + month.change_archived_logos) over month_order as bigint) as archived_logos
  from changes as month
  window month_order as (partition by month.basis, month.cut, month.label order by month.month_no nulls last)
)

select
  report_month,
  basis,
  currency,
  cut,
  label,
  closing_minor - change_minor as opening_minor,
  new_minor,
  reactivation_minor,
  expansion_minor,
  contraction_minor,
  churn_minor,
  transfer_minor,
  moved_minor,
  fx_minor,
  closing_minor,
  closing_logos - change_logos as opening_logos,
  new_logos,
  reactivation_logos,
  churned_logos,
  closing_logos,
  archived_logos - change_archived_logos as archived_opening_logos,
  archived_in_logos,
  archived_out_logos,
  archived_logos,
  merged_logos,
  moved_logos,
  archived_moved_logos,
  add_on_minor,
  upgrade_minor,
  downgrade_minor,
  product_churn_minor,
  archive_minor,
  quantity_minor,
  price_minor,
  list_minor,
  discount_minor,
  avoidable_churn_minor,
  unavoidable_churn_minor,
  unknown_churn_minor
from final
order by report_month, basis, cut, label
