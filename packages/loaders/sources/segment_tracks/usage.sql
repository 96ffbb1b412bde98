-- Segment's tracks as usage, one row an event. Events of visitors nobody has named are of no customer: left out.
select
  coalesce(
    fault,
    case
      when type <> 'track' then left_out()
      when user_id is null and group_id is null then left_out()
    end
  ) as fault,
  group_id as customer_id,
  user_id as person_id,
  timestamp as used_on,
  event as feature,
  received_at as known_on
from records
