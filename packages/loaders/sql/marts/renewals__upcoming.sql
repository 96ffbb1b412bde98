-- What is still to be decided: renewals that are late or fall due after as_of, customer by customer, with what is signed and
-- what is noticed of them so far. Each line due is in exactly one part, so the parts add up to what is due.
-- grain: customer_id, due_on
-- customer_id         the company's own key
-- due_on              the day the terms end
-- due_month           its month, first day
-- state               late (due and undecided); noticed (a notice on a line of it stands); signed (every line is renewed ahead); open
-- currency            reporting currency
-- lines               lines due
-- due_minor           monthly amount due, minor units of currency, at the newest exchange rate
-- signed_due_minor    of it, lines whose renewal is signed
-- noticed_due_minor   of it, lines with a notice and no renewal
-- late_due_minor      of it, lines past their due day without either
-- open_due_minor      of it, lines not yet due without either
-- signed_minor        monthly amount of the signed renewals of these lines
-- remaining_minor     monthly amount that the notices leave
-- check: unique(customer_id, due_on)
-- check: accepted(state, late, noticed, signed, open)
-- check: assert(due_minor = signed_due_minor + noticed_due_minor + late_due_minor + open_due_minor)
with
company as (select * from company),
calendar as (select * from calendar),
customers as (select * from customers),
currencies as (select * from currencies),
month_factor as (select * from month_factor),
contract_lines as (select * from contract_lines),
line_links as (select * from line_links),
renewals as (select * from renewals),
renewal_dues as (select * from renewal_dues),
read_contract_lines as (select line.notice_withdrawn_on, line.rowid as line_no from read_contract_lines as line),

undecided as (
  select renewal.customer_no, renewal.due_on
  from renewals as renewal
  where renewal.outcome in ('late', 'open')
),

signed_ahead as (
  select link.predecessor_no as line_no, cast(sum(line.amount_minor) as bigint) as amount_minor
  from line_links as link
  cross join company
  join contract_lines as line on line.line_no = link.line_no
  where link.relation = 'renewal' and link.signed_on <= company.as_of
  group by link.predecessor_no
),

lines as (
  select
    due.customer_no, due.due_on, due.currency_no, due.amount_minor,
    case
      when signed.line_no is not null then 'signed'
      when line.notice_on <= company.as_of
        and (withdrawal.notice_withdrawn_on is null or withdrawal.notice_withdrawn_on > company.as_of) then 'noticed'
      when due.is_due then 'late'
      else 'open'
    end as state,
    coalesce(signed.amount_minor, 0) as signed_minor,
    coalesce(line.remaining_minor, 0) as remaining_minor
  from undecided as renewal
  cross join company
  join renewal_dues as due on due.customer_no = renewal.customer_no and due.due_on = renewal.due_on
  join contract_lines as line on line.line_no = due.line_no
  join read_contract_lines as withdrawal on withdrawal.line_no = due.line_no
  left join signed_ahead as signed on signed.line_no = due.line_no
),

rates as (
  select currency.currency_no, coalesce(rate.factor, currency.factor) as factor
  from currencies as currency
  cross join company
  left join month_factor as rate on rate.currency = currency.currency and rate.month_no = company.last_month_no
),

converted as (
  select
    line.customer_no, line.due_on, line.state,
    cast(count(*) as integer) as line_count,
    cast(round(sum(line.amount_minor) * rate.factor) as bigint) as due_minor,
    cast(round(sum(line.signed_minor) * rate.factor) as bigint) as signed_minor,
    cast(round(sum(line.remaining_minor) * rate.factor) as bigint) as remaining_minor
  from lines as line
  join rates as rate on rate.currency_no = line.currency_no
  group by line.customer_no, line.due_on, line.state, line.currency_no, rate.factor
),

final as (
  select
    customer.customer_id, part.due_on, calendar.report_month as due_month,
    case
      when count(*) filter (where part.state = 'late') > 0 then 'late'
      when count(*) filter (where part.state = 'noticed') > 0 then 'noticed'
      when count(*) filter (where part.state = 'open') > 0 then 'open'
      else 'signed'
    end as state,
    company.currency,
    cast(sum(part.line_count) as integer) as lines,
    cast(sum(part.due_minor) as bigint) as due_minor,
    cast(coalesce(sum(part.due_minor) filter (where part.state = 'signed'), 0) as bigint) as signed_due_minor,
    cast(coalesce(sum(part.due_minor) filter (where part.state = 'noticed'), 0) as bigint) as noticed_due_minor,
    cast(coalesce(sum(part.due_minor) filter (where part.state = 'late'), 0) as bigint) as late_due_minor,
    cast(coalesce(sum(part.due_minor) filter (where part.state = 'open'), 0) as bigint) as open_due_minor,
    cast(coalesce(sum(part.signed_minor) filter (where part.state = 'signed'), 0) as bigint) as signed_minor,
    cast(coalesce(sum(part.remaining_minor) filter (where part.state = 'noticed'), 0) as bigint) as remaining_minor
  from converted as part
  cross join company
  join customers as customer on customer.customer_no = part.customer_no
  join calendar on calendar.month_no = cast(year(part.due_on) * 12 + month(part.due_on) as integer)
  group by customer.customer_id, part.due_on, calendar.report_month, company.currency
)

select
  customer_id, due_on, due_month, state, currency, lines, due_minor, signed_due_minor, noticed_due_minor, late_due_minor,
  open_due_minor, signed_minor, remaining_minor
from final
order by customer_id, due_on
