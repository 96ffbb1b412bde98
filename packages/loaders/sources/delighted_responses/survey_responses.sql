-- Delighted's responses as survey responses, one row an answer. Asked to expand persons, the API prints an object.
select
  fault,
  id as response_id,
  customer as customer_id,
  case
    when trim(person) like '{%'
      then coalesce(nullif(json_extract_string(person, '$.email'), ''), json_extract_string(person, '$.id'))
    else person
  end as person_id,
  survey_type,
  score,
  created_at as responded_on,
  updated_at as known_on
from records
