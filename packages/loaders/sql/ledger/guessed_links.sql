-- A row is a link the exports do not name: a line that starts on the day another line of the customer ends (guess_pairs).
-- Guessed turn by turn, what was known first before what was known later, so that a later line changes no earlier guess; of
-- what was known on one day the most specific pairs first; of equals the first by line id takes the first. No line is used
-- twice. What eight turns of one day and family leave open is not guessed.
-- grain: line_no
-- line_no         the line that continues
-- predecessor_no  the line it continues
-- is_of_order     both lines are of one order
-- check: unique(line_no)
-- check: unique(predecessor_no)
with
guess_pairs as (select * from guess_pairs),
read_contract_lines as (select line.line_id, line.rowid as line_no from read_contract_lines as line),

rest_1 as (
  select pair.*, line.line_id, past.line_id as past_id
  from guess_pairs as pair
  join read_contract_lines as line on line.line_no = pair.line_no
  join read_contract_lines as past on past.line_no = pair.predecessor_no
  where not pair.is_only
),

links_1 as (
  select turn.line_no, turn.predecessor_no, turn.is_of_order
  from (
    select
      pair.*,
      min(pair.place) over (partition by pair.customer_no, pair.start_on, pair.family_no) as first_place,
      dense_rank() over (partition by pair.customer_no, pair.start_on, pair.family_no, pair.pool order by pair.line_id nulls last) as line_place,
      dense_rank() over (partition by pair.customer_no, pair.start_on, pair.family_no, pair.pool order by pair.past_id nulls last) as past_place
    from rest_1 as pair
  ) as turn
  where turn.place = turn.first_place and turn.line_place = turn.past_place
),

rest_2 as (
  select pair.*
  from rest_1 as pair
  left join links_1 as taken on taken.line_no = pair.line_no
  left join links_1 as used on used.predecessor_no = pair.predecessor_no
  where taken.line_no is null and used.line_no is null
),

links_2 as (
  select turn.line_no, turn.predecessor_no, turn.is_of_order
  from (
    select
      pair.*,
      min(pair.place) over (partition by pair.customer_no, pair.start_on, pair.family_no) as first_place,
      dense_rank() over (partition by pair.customer_no, pair.start_on, pair.family_no, pair.pool order by pair.line_id nulls last) as line_place,
      dense_rank() over (partition by pair.customer_no, pair.start_on, pair.family_no, pair.pool order by pair.past_id nulls last) as past_place
    from rest_2 as pair
  ) as turn
  where turn.place = turn.first_place and turn.line_place = turn.past_place
),

rest_3 as (
  select pair.*
  from rest_2 as pair
  left join links_2 as taken on taken.line_no = pair.line_no
  left join links_2 as used on used.predecessor_no = pair.predecessor_no
  where taken.line_no is null and used.line_no is null
),

links_3 as (
  select turn.line_no, turn.predecessor_no, turn.is_of_order
  from (
    select
      pair.*,
      min(pair.place) over (partition by pair.customer_no, pair.start_on, pair.family_no) as first_place,
      dense_rank() over (partition by pair.customer_no, pair.start_on, pair.family_no, pair.pool order by pair.line_id nulls last) as line_place,
      dense_rank() over (partition by pair.customer_no, pair.start_on, pair.family_no, pair.pool order by pair.past_id nulls last) as past_place
    from rest_3 as pair
  ) as turn
  where turn.place = turn.first_place and turn.line_place = turn.past_place
),

rest_4 as (
  select pair.*
  from rest_3 as pair
  left join links_3 as taken on taken.line_no = pair.line_no
  left join links_3 as used on used.predecessor_no = pair.predecessor_no
  where taken.line_no is null and used.line_no is null
),

links_4 as (
  select turn.line_no, turn.predecessor_no, turn.is_of_order
  from (
    select
      pair.*,
      min(pair.place) over (partition by pair.customer_no, pair.start_on, pair.family_no) as first_place,
      dense_rank() over (partition by pair.customer_no, pair.start_on, pair.family_no, pair.pool order by pair.line_id nulls last) as line_place,
      dense_rank() over (partition by pair.customer_no, pair.start_on, pair.family_no, pair.pool order by pair.past_id nulls last) as past_place
    from rest_4 as pair
  ) as turn
  where turn.place = turn.first_place and turn.line_place = turn.past_place
),

rest_5 as (
  select pair.*
  from rest_4 as pair
  left join links_4 as taken on taken.line_no = pair.line_no
  left join links_4 as used on used.predecessor_no = pair.predecessor_no
  where taken.line_no is null and used.line_no is null
),

links_5 as (
  select turn.line_no, turn.predecessor_no, turn.is_of_order
  from (
    select
      pair.*,
      min(pair.place) over (partition by pair.customer_no, pair.start_on, pair.family_no) as first_place,
      dense_rank() over (partition by pair.customer_no, pair.start_on, pair.family_no, pair.pool order by pair.line_id nulls last) as line_place,
      dense_rank() over (partition by pair.customer_no, pair.start_on, pair.family_no, pair.pool order by pair.past_id nulls last) as past_place
    from rest_5 as pair
  ) as turn
  where turn.place = turn.first_place and turn.line_place = turn.past_place
),

rest_6 as (
  select pair.*
  from rest_5 as pair
  left join links_5 as taken on taken.line_no = pair.line_no
  left join links_5 as used on used.predecessor_no = pair.predecessor_no
  where taken.line_no is null and used.line_no is null
),

links_6 as (
  select turn.line_no, turn.predecessor_no, turn.is_of_order
  from (
    select
      pair.*,
      min(pair.place) over (partition by pair.customer_no, pair.start_on, pair.family_no) as first_place,
      dense_rank() over (partition by pair.customer_no, pair.start_on, pair.family_no, pair.pool order by pair.line_id nulls last) as line_place,
      dense_rank() over (partition by pair.customer_no, pair.start_on, pair.family_no, pair.pool order by pair.past_id nulls last) as past_place
    from rest_6 as pair
  ) as turn
  where turn.place = turn.first_place and turn.line_place = turn.past_place
),

rest_7 as (
  select pair.*
  from rest_6 as pair
  left join links_6 as taken on taken.line_no = pair.line_no
  left join links_6 as used on used.predecessor_no = pair.predecessor_no
  where taken.line_no is null and used.line_no is null
),

links_7 as (
  select turn.line_no, turn.predecessor_no, turn.is_of_order
  from (
    select
      pair.*,
      min(pair.place) over (partition by pair.customer_no, pair.start_on, pair.family_no) as first_place,
      dense_rank() over (partition by pair.customer_no, pair.start_on, pair.family_no, pair.pool order by pair.line_id nulls last) as line_place,
      dense_rank() over (partition by pair.customer_no, pair.start_on, pair.family_no, pair.pool order by pair.past_id nulls last) as past_place
    from rest_7 as pair
  ) as turn
  where turn.place = turn.first_place and turn.line_place = turn.past_place
),

rest_8 as (
  select pair.*
  from rest_7 as pair
  left join links_7 as taken on taken.line_no = pair.line_no
  left join links_7 as used on used.predecessor_no = pair.predecessor_no
  where taken.line_no is null and used.line_no is null
),

links_8 as (
  select turn.line_no, turn.predecessor_no, turn.is_of_order
  from (
    select
      pair.*,
      min(pair.place) over (partition by pair.customer_no, pair.start_on, pair.family_no) as first_place,
      dense_rank() over (partition by pair.customer_no, pair.start_on, pair.family_no, pair.pool order by pair.line_id nulls last) as line_place,
      dense_rank() over (partition by pair.customer_no, pair.start_on, pair.family_no, pair.pool order by pair.past_id nulls last) as past_place
    from rest_8 as pair
  ) as turn
  where turn.place = turn.first_place and turn.line_place = turn.past_place
),

final as (
  select pair.line_no, pair.predecessor_no, pair.is_of_order from guess_pairs as pair where pair.is_only
  union all
  select link.line_no, link.predecessor_no, link.is_of_order from links_1 as link
  union all
  select link.line_no, link.predecessor_no, link.is_of_order from links_2 as link
  union all
  select link.line_no, link.predecessor_no, link.is_of_order from links_3 as link
  union all
  select link.line_no, link.predecessor_no, link.is_of_order from links_4 as link
  union all
  select link.line_no, link.predecessor_no, link.is_of_order from links_5 as link
  union all
  select link.line_no, link.predecessor_no, link.is_of_order from links_6 as link
  union all
  select link.line_no, link.predecessor_no, link.is_of_order from links_7 as link
  union all
  select link.line_no, link.predecessor_no, link.is_of_order from links_8 as link
)

select line_no, predecessor_no, is_of_order
from final
