-- A row is one side of a customer's move from one label of a cut to another while it has a balance: zero-sum.
-- grain: basis, label_no, customer_no, month_no
-- basis                live, committed
-- label_no             the label left or entered
-- customer_no          customers
-- month_no             year * 12 + month
-- moved_minor          closing balance entering (+) or leaving (-), minor units of the reporting currency
-- moved_logos          active logos entering (+1) or leaving (-1)
-- moved_archived_logos archived logos entering (+1) or leaving (-1)
-- check: unique(basis, label_no, customer_no, month_no)
with
cut_labels as (select * from cut_labels),
customer_balances as (select * from customer_balances),

changes as (
  select label.basis, label.customer_no, label.from_month_no as month_no, label.previous_label_no, label.label_no
  from cut_labels as label
  where label.previous_label_no is not null
),

moves as (
  select
    now.basis, change.customer_no, change.month_no, change.previous_label_no, change.label_no,
    now.balance_minor,
    case when now.is_active then 1 else 0 end as active,
    case when now.is_active then 0 else 1 end as archived
  from changes as change
  join customer_balances as now
    on now.customer_no = change.customer_no
    and (change.basis is null or change.basis = now.basis)
    and now.from_month_no <= change.month_no
    and now.to_month_no > change.month_no
  join customer_balances as past
    on past.customer_no = change.customer_no
    and past.basis = now.basis
    and past.from_month_no <= change.month_no - 1
    and past.to_month_no > change.month_no - 1
),

final as (
  select move.basis, move.label_no, move.customer_no, move.month_no,
    move.balance_minor as moved_minor, move.active as moved_logos, move.archived as moved_archived_logos
  from moves as move
  union all
  select move.basis, move.previous_label_no as label_no, move.customer_no, move.month_no,
    -move.balance_minor as moved_minor, -move.active as moved_logos, -move.archived as moved_archived_logos
  from moves as move
)

select basis, label_no, customer_no, month_no, moved_minor, moved_logos, moved_archived_logos
from final
