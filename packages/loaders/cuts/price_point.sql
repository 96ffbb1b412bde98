-- title: Price point
-- question: Do customers who begin with a larger contract stay longer?
-- order: under 100, 100 to 200, 200 to 500, 500 to 1k, 1k to 2k, 2k to 5k, 5k to 10k, 10k to 20k, 20k to 50k, 50k to 100k, 100k to 200k, 200k to 500k, 500k to 1M, 1M to 10M, 10M and more
with
bands as (
  select * from (values
    (0, 'under 100'), (100, '100 to 200'), (200, '200 to 500'), (500, '500 to 1k'), (1000, '1k to 2k'),
    (2000, '2k to 5k'), (5000, '5k to 10k'), (10000, '10k to 20k'), (20000, '20k to 50k'), (50000, '50k to 100k'),
    (100000, '100k to 200k'), (200000, '200k to 500k'), (500000, '500k to 1M'), (1000000, '1M to 10M'),
    (10000000, '10M and more')
  ) as band(from_amount, label)
),

-- What a customer paid a month at its first month end, in whole units of the reporting currency.
firsts as (
  select movement.basis, movement.customer_no,
    sum(movement.amount_minor) / power(10, max(company.currency_exponent)) as amount
  from movements as movement
  cross join company
  where movement.kind = 'new'
  group by movement.basis, movement.customer_no
),

reached as (
  select first.basis, first.customer_no, max(band.from_amount) as from_amount
  from firsts as first
  join bands as band on band.from_amount <= first.amount
  group by first.basis, first.customer_no
)

select customer.customer_id, first.basis, band.label
from reached as first
join bands as band on band.from_amount = first.from_amount
join customers as customer on customer.customer_no = first.customer_no
