-- A row is a renewal: all of a customer's paid lines whose term ends on one day, decided when the last of them is, from
-- their sums. It says nothing of a basis: it comes from what was due, signed and recorded.
-- It counts in the later of the month it was due and the month it was decided. Amounts are monthly, at the exchange rate
-- of the due month's opening, so that no rate moves a renewal.
-- grain: customer_no, due_on
-- customer_no          customers
-- due_on               the day the terms end
-- due_month_no         its month, year * 12 + month
-- outcome              renewed_up, renewed_flat, renewed_down; archived: only read-only fees are left; cancelled; late: due and undecided at as_of; open: due after as_of
-- decided_on           day the last line was signed for or lost; null while undecided
-- decided_month_no     its month; null while undecided
-- counted_month_no     month in which the renewal counts; null while undecided
-- ordinal              the customer's k-th renewal; null where its history begins later
-- lines                lines due
-- term_months          longest term that ends, whole months
-- renewed_term_months  longest term it was renewed for, whole months; null where not renewed or open-ended
-- due_minor            monthly amount due, minor units of the reporting currency
-- renewed_minor        monthly amount renewed at, 0 where cancelled, the fee where archived; null while undecided
-- check: unique(customer_no, due_on)
-- check: accepted(outcome, renewed_up, renewed_flat, renewed_down, archived, cancelled, late, open)
-- check: assert((renewed_minor is null) = (outcome in ('late', 'open')))
-- check: assert((counted_month_no is null) = (outcome in ('late', 'open')))
-- check: assert(due_minor > 0)
with
company as (select * from company),
currencies as (select * from currencies),
month_factor as (select * from month_factor),
renewal_dues as (select * from renewal_dues),
renewal_shares as (select * from renewal_shares),
renewal_unknown_histories as (select * from renewal_unknown_histories),

amounts as (
  select due.customer_no, due.due_on, due.currency_no,
    due.amount_minor as due_minor,
    coalesce(due.itself_minor, 0) as renewed_minor,
    coalesce(due.itself_minor, 0) as paid_minor,
    1 as line_count,
    due.term_months,
    due.itself_months as renewed_term_months,
    case when due.decided_on is null then 1 else 0 end as undecided_count,
    due.decided_on,
    due.counted_month_no
  from renewal_dues as due
  union all
  select share.customer_no, share.due_on, share.currency_no,
    0 as due_minor,
    share.renewed_minor,
    case when share.is_archive then 0 else share.renewed_minor end as paid_minor,
    0 as line_count,
    cast(null as integer) as term_months,
    share.term_months as renewed_term_months,
    0 as undecided_count,
    cast(null as date) as decided_on,
    cast(null as integer) as counted_month_no
  from renewal_shares as share
),

own_currency as (
  select currency.currency_no
  from currencies as currency
  join company on company.currency = currency.currency
),

-- A foreign currency is summed, converted and rounded once; the reporting currency goes straight into the sums.
foreign_sums as (
  select amount.customer_no, amount.due_on, amount.currency_no,
    cast(sum(amount.due_minor) as bigint) as due_minor,
    cast(sum(amount.renewed_minor) as bigint) as renewed_minor,
    max(amount.paid_minor) as paid_minor,
    cast(sum(amount.line_count) as integer) as line_count,
    max(amount.term_months) as term_months,
    max(amount.renewed_term_months) as renewed_term_months,
    cast(sum(amount.undecided_count) as integer) as undecided_count,
    max(amount.decided_on) as decided_on,
    max(amount.counted_month_no) as counted_month_no
  from amounts as amount
  where not exists (select 1 from own_currency as own where own.currency_no = amount.currency_no)
  group by amount.customer_no, amount.due_on, amount.currency_no
),

opening_rates as (
  select currency.currency_no, rate.month_no, rate.factor
  from month_factor as rate
  join currencies as currency on currency.currency = rate.currency
),

parts as (
  select amount.customer_no, amount.due_on, amount.due_minor, amount.renewed_minor, amount.paid_minor,
    amount.line_count, amount.term_months, amount.renewed_term_months, amount.undecided_count, amount.decided_on,
    amount.counted_month_no
  from amounts as amount
  join own_currency as own on own.currency_no = amount.currency_no
  union all
  select amount.customer_no, amount.due_on,
    cast(round(cast(amount.due_minor as decimal(19, 0)) * coalesce(rate.factor, currency.factor)) as bigint) as due_minor,
    cast(round(cast(amount.renewed_minor as decimal(19, 0)) * coalesce(rate.factor, currency.factor)) as bigint) as renewed_minor,
    amount.paid_minor,
    amount.line_count, amount.term_months, amount.renewed_term_months, amount.undecided_count, amount.decided_on,
    amount.counted_month_no
  from foreign_sums as amount
  cross join company
  join currencies as currency on currency.currency_no = amount.currency_no
  left join opening_rates as rate
    on rate.currency_no = amount.currency_no
    and rate.month_no = least(
      cast(year(amount.due_on) * 12 + month(amount.due_on) as integer) - 1, company.last_month_no
    )
),

together as (
  select
    part.customer_no, part.due_on,
    cast(sum(part.due_minor) as bigint) as due_minor,
    cast(sum(part.renewed_minor) as bigint) as renewed_minor,
    max(part.paid_minor) > 0 as is_paid,
    cast(sum(part.line_count) as integer) as line_count,
    max(part.term_months) as term_months,
    max(part.renewed_term_months) as renewed_term_months,
    cast(sum(part.undecided_count) as integer) as undecided_count,
    max(part.decided_on) as decided_on,
    max(part.counted_month_no) as counted_month_no
  from parts as part
  group by part.customer_no, part.due_on
),

named as (
  select
    renewal.*,
    case
      when renewal.undecided_count > 0 and renewal.due_on > company.as_of then 'open'
      when renewal.undecided_count > 0 then 'late'
      when renewal.is_paid and renewal.renewed_minor > renewal.due_minor then 'renewed_up'
      when renewal.is_paid and renewal.renewed_minor = renewal.due_minor then 'renewed_flat'
      when renewal.is_paid and renewal.renewed_minor > 0 then 'renewed_down'
      when not renewal.is_paid and renewal.renewed_minor > 0 then 'archived'
      else 'cancelled'
    end as outcome,
    row_number() over (partition by renewal.customer_no order by renewal.due_on nulls last) as place
  from together as renewal
  cross join company
  where renewal.due_minor > 0
),

final as (
  select
    renewal.customer_no,
    renewal.due_on,
    cast(year(renewal.due_on) * 12 + month(renewal.due_on) as integer) as due_month_no,
    renewal.outcome,
    case when renewal.undecided_count = 0 then renewal.decided_on end as decided_on,
    case
      when renewal.undecided_count = 0 then cast(year(renewal.decided_on) * 12 + month(renewal.decided_on) as integer)
    end as decided_month_no,
    case when renewal.undecided_count = 0 then renewal.counted_month_no end as counted_month_no,
    case
      when not exists (select 1 from renewal_unknown_histories as unknown where unknown.customer_no = renewal.customer_no)
        then cast(renewal.place as integer)
    end as ordinal,
    renewal.line_count as lines,
    renewal.term_months,
    case when renewal.outcome not in ('late', 'open', 'cancelled') then renewal.renewed_term_months end as renewed_term_months,
    renewal.due_minor,
    case
      when renewal.outcome in ('late', 'open') then null
      when renewal.outcome = 'cancelled' then cast(0 as bigint)
      else renewal.renewed_minor
    end as renewed_minor
  from named as renewal
)

select
  customer_no, due_on, due_month_no, outcome, decided_on, decided_month_no, counted_month_no, ordinal, lines,
  term_months, renewed_term_months, due_minor, renewed_minor
from final
