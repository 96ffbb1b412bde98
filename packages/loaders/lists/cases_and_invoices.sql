-- title: Serious cases open, and an invoice overdue
-- question: Who waits for us on a serious case, and keeps us waiting for the money?
-- order: those with an urgent case first; the largest first
-- exports: tickets, invoices
with
params as (
  -- P1 and P2 open over 10 days; an invoice over 30 days past due.
  select 10 as open_days, 30 as overdue_days
),
company as (select * from company),
customers_now as (select * from customers_now),
read_tickets as (select * from read_tickets),
read_invoices as (select * from read_invoices),

cases as (
  select ticket.customer_id, count(*) as tickets, min(ticket.opened_on) as opened_on,
    max(case when ticket.priority = 'urgent' then 1 else 0 end) as has_urgent
  from read_tickets as ticket
  cross join params
  join company on ticket.opened_on < company.as_of - to_days(params.open_days)
  where ticket.priority in ('urgent', 'high')
    and (ticket.solved_on is null or ticket.solved_on > company.as_of)
    and coalesce(ticket.status, 'open') not in ('solved', 'closed')
  group by ticket.customer_id
),

overdue as (
  select invoice.customer_id, count(*) as invoices, min(invoice.due_on) as due_on
  from read_invoices as invoice
  cross join params
  join company on invoice.due_on < company.as_of - to_days(params.overdue_days)
  where (invoice.paid_on is null or invoice.paid_on > company.as_of)
    and (invoice.voided_on is null or invoice.voided_on > company.as_of)
    and coalesce(invoice.status, 'open') not in ('paid', 'void', 'draft', 'uncollectible')
  group by invoice.customer_id
)

select
  now.customer_id,
  greatest(cast(cases.opened_on + to_days(params.open_days) as date), cast(overdue.due_on + to_days(params.overdue_days) as date))
    as since_on,
  cases.tickets || case when cases.tickets = 1 then ' case' else ' cases' end || ' of high or urgent priority open, the oldest since '
    || strftime(cases.opened_on, '%-d %b %Y') || '; ' || overdue.invoices || case when overdue.invoices = 1 then ' invoice' else ' invoices' end
    || ' past due since ' || strftime(overdue.due_on, '%-d %b %Y') as reason,
  2 - cases.has_urgent as urgency
from cases
cross join params
join overdue on overdue.customer_id = cases.customer_id
join customers_now as now on now.customer_id = cases.customer_id
union all
select null as customer_id, null as since_on, 'no ticket has a priority' as reason, null as urgency
from (select count(ticket.priority) as tickets from read_tickets as ticket) as known
where known.tickets = 0
union all
select null as customer_id, null as since_on, 'no invoice has a due day' as reason, null as urgency
from (select count(invoice.due_on) as invoices from read_invoices as invoice) as known
where known.invoices = 0
