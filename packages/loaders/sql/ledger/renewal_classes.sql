-- A row is a customer with a paid line begun or signed by the end of the last reported month, in exactly one class there.
-- Contracts count with the customer who owns them then. Who is there has an active balance on either basis. Renewals count
-- as they stood at that month's end. Who never had a balance at a month end on either basis joined and left, and is counted
-- apart; who signed, had a committed balance and cancelled before the start was lost between renewals.
-- grain: customer_no
-- customer_no      customers
-- class            lost_at_renewal, lost_between_renewals, late (a renewal due and undecided), none_due_yet, renewed (and still there), unknown_ordinal (the number matters and history begins later), joined_and_left
-- renewal_number   lost_at_renewal: at which; renewed: how many times, 0 where what fell due was lost and the customer is there; null in the other classes
-- check: unique(customer_no)
-- check: accepted(class, lost_at_renewal, lost_between_renewals, late, none_due_yet, renewed, unknown_ordinal, joined_and_left)
-- check: assert((renewal_number is not null) = (class in ('lost_at_renewal', 'renewed')))
with
company as (select * from company),
chain_owners as (select * from chain_owners),
contract_lines as (select * from contract_lines),
unstarted_lines as (select * from unstarted_lines),
line_chains as (select * from line_chains),
customer_balances as (select * from customer_balances),
renewals as (select * from renewals),
renewal_unknown_histories as (select * from renewal_unknown_histories),

owned as (
  select chain.line_no, owner.customer_no
  from chain_owners as owner
  join company on owner.from_month_no <= company.last_month_no and owner.to_month_no > company.last_month_no
  join line_chains as chain on chain.chain_no = owner.chain_no
),

known as (
  select coalesce(owned.customer_no, line.customer_no) as customer_no
  from contract_lines as line
  left join owned on owned.line_no = line.line_no
  join company
    on year(least(line.signed_on, line.start_on)) * 12 + month(least(line.signed_on, line.start_on)) <= company.last_month_no
  where line.amount_minor > 0
  union
  select coalesce(owner.customer_no, line.customer_no) as customer_no
  from unstarted_lines as line
  join company on year(line.signed_on) * 12 + month(line.signed_on) <= company.last_month_no
  left join chain_owners as owner
    on owner.chain_no = line.line_no
    and owner.from_month_no <= company.last_month_no
    and owner.to_month_no > company.last_month_no
  where line.amount_minor > 0
),

standing as (
  select balance.customer_no,
    count(*) filter (where balance.is_active and balance.to_month_no > company.last_month_no) > 0 as is_there,
    max(case when balance.is_active and balance.basis = 'live' then balance.to_month_no end) as left_month_no
  from customer_balances as balance
  cross join company
  group by balance.customer_no
),

due as (
  select
    renewal.customer_no,
    renewal.ordinal,
    coalesce(renewal.counted_month_no <= company.last_month_no, false) as is_counted,
    coalesce(renewal.counted_month_no <= company.last_month_no, false)
      and renewal.outcome in ('cancelled', 'archived') as is_lost,
    renewal.counted_month_no
  from renewals as renewal
  cross join company
  where renewal.due_month_no <= company.last_month_no
),

decided as (
  select
    due.customer_no,
    count(*) filter (where not due.is_counted) as late_count,
    count(*) filter (where due.is_counted) as counted_count,
    count(*) filter (where due.is_counted and not due.is_lost) as renewed_count,
    count(*) filter (
      where due.is_lost and due.counted_month_no = coalesce(standing.left_month_no, due.counted_month_no)
    ) as left_count,
    max(case
      when due.is_lost and due.counted_month_no = coalesce(standing.left_month_no, due.counted_month_no) then due.ordinal
    end) as lost_ordinal
  from due
  left join standing on standing.customer_no = due.customer_no
  group by due.customer_no
),

classed as (
  select
    known.customer_no,
    case
      when standing.customer_no is null then 'joined_and_left'
      when coalesce(decided.late_count, 0) > 0 then 'late'
      when not standing.is_there and coalesce(decided.left_count, 0) = 0 then 'lost_between_renewals'
      when unknown.customer_no is not null then 'unknown_ordinal'
      when not standing.is_there then 'lost_at_renewal'
      when coalesce(decided.counted_count, 0) = 0 then 'none_due_yet'
      else 'renewed'
    end as class,
    decided.lost_ordinal,
    decided.renewed_count
  from known
  left join standing on standing.customer_no = known.customer_no
  left join decided on decided.customer_no = known.customer_no
  left join renewal_unknown_histories as unknown on unknown.customer_no = known.customer_no
),

final as (
  select
    this.customer_no,
    this.class,
    case this.class
      when 'lost_at_renewal' then cast(this.lost_ordinal as integer)
      when 'renewed' then cast(this.renewed_count as integer)
    end as renewal_number
  from classed as this
)

select customer_no, class, renewal_number
from final
