-- title: A contracted step-up ahead
-- question: Who is about to pay more by contract, and should see the worth of it before the invoice?
-- order: within three months first, then within a year, then later; the largest first
-- exports: contract_lines
with
params as (
  select 3 as soon_months, 12 as year_months, 100 as hundred
),
company as (select * from company),
customers_now as (select * from customers_now),
currencies as (select * from currencies),
contract_lines as (select * from contract_lines),
read_contract_lines as (select * from read_contract_lines),
bridge_memos as (select * from bridge_memos),

steps as (
  select line.customer_no, min(line.start_on) as start_on, min(line.signed_on) as signed_on, count(*) as steps,
    cast(sum(round(cast(memo.memo_minor as decimal(19, 0)) * currency.factor)) as bigint) as rise_minor
  from bridge_memos as memo
  join company on memo.from_month_no <= company.last_month_no and memo.to_month_no > company.last_month_no
  join contract_lines as line on line.line_no = memo.line_no
  join currencies as currency on currency.currency_no = memo.currency_no
  where memo.memo = 'step_ahead'
  group by line.customer_no
)

select
  now.customer_id,
  step.signed_on as since_on,
  'Steps up on ' || strftime(step.start_on, '%-d %b %Y') || ' by '
    || cast(round(params.hundred * step.rise_minor / now.committed_minor) as integer) || ' % of what is committed today'
    || case when step.steps > 1 then ', the first of ' || step.steps || ' steps' else '' end as reason,
  case
    when step.start_on <= company.as_of + to_months(params.soon_months) then 1
    when step.start_on <= company.as_of + to_months(params.year_months) then 2
    else 3
  end as urgency
from steps as step
cross join params
cross join company
join customers_now as now on now.customer_no = step.customer_no
where step.rise_minor > 0 and now.committed_minor > 0
union all
select
  null as customer_id, null as since_on,
  'a step-up is a later line of the same order, and no contract line names its order or is called a step' as reason,
  null as urgency
from (
  select count(case when line.order_id is not null or line.order_type = 'step' then 1 end) as lines
  from read_contract_lines as line
) as known
where known.lines = 0
