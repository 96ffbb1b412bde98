-- title: Use is falling, and nobody says they are happy
-- question: Who uses the key features less than they did half a year ago, without a good word in the last survey?
-- order: renewal due this quarter first, then first year, then the others; the largest first
-- exports: usage, survey_responses
with
params as (
  -- Down over 20 % in six months, over sums of three months; a key feature is one at least half of the customers used then;
  -- below 30 uses then a fall says nothing. A survey is of the last twelve months; without a best score half of five is bad.
  select 20 as fall_percent, 6 as months_between, 3 as span_months, 50 as key_percent, 30 as least_uses, 100 as hundred,
    12 as survey_months, 6 as detractor_to, 5 as usual_best, 0.5 as negative_to
),
company as (select * from company),
customers_now as (select * from customers_now),
renewals__upcoming as (select * from renewals__upcoming),
read_usage as (select * from read_usage),
survey_scales as (select * from survey_scales),
read_survey_responses as (select answer.*, answer.rowid as row_no from read_survey_responses as answer),

months as (
  select usage.customer_id, usage.feature, usage.event_count, usage.usage_month,
    company.last_month_no - (year(usage.usage_month) * 12 + month(usage.usage_month)) as months_ago
  from read_usage as usage
  cross join company
),

spans as (
  select month.customer_id, month.feature, month.event_count, month.usage_month,
    month.months_ago < params.span_months as is_now
  from months as month
  cross join params
  where month.months_ago >= 0 and month.months_ago < params.months_between + params.span_months
    and (month.months_ago < params.span_months or month.months_ago >= params.months_between)
),

users as (
  select count(distinct span.customer_id) as customers from spans as span where not span.is_now and span.event_count > 0
),

features as (
  select span.feature, count(distinct span.customer_id) as customers
  from spans as span
  where not span.is_now and span.event_count > 0
  group by span.feature
),

key_features as (
  select feature.feature
  from features as feature
  cross join users
  cross join params
  where params.hundred * feature.customers >= params.key_percent * users.customers
),

most_used as (
  select coalesce(max(feature.customers), 0) as customers, count(feature.feature) as features from features as feature
),

used as (
  select span.customer_id,
    cast(coalesce(sum(case when not span.is_now then span.event_count end), 0) as bigint) as count_then,
    cast(coalesce(sum(case when span.is_now then span.event_count end), 0) as bigint) as count_now
  from spans as span
  join key_features as key_feature on key_feature.feature = span.feature
  group by span.customer_id
),

last_answers as (
  select answer.customer_id, answer.survey_type, answer.score, answer.responded_on,
    coalesce(answer.best_score, scale.best_score) as best_score,
    row_number() over (
      partition by answer.customer_id
      order by answer.responded_on desc nulls last, answer.response_id desc nulls last, answer.row_no desc nulls last
    ) as place
  from read_survey_responses as answer
  left join survey_scales as scale on scale.survey_type = answer.survey_type
  join company on answer.responded_on <= company.as_of
),

voices as (
  select answer.customer_id, answer.survey_type, answer.score, answer.best_score, answer.responded_on,
    case
      when answer.survey_type = 'nps' then answer.score <= params.detractor_to
      else answer.score <= params.negative_to * coalesce(answer.best_score, params.usual_best)
    end as is_negative
  from last_answers as answer
  cross join params
  join company on answer.responded_on > company.as_of - to_months(params.survey_months)
  where answer.place = 1
),

dues as (
  select renewal.customer_id, min(renewal.due_on) as due_on
  from renewals__upcoming as renewal
  join company
    on renewal.due_on < date_trunc('quarter', company.as_of + interval 1 day) + interval 3 month
  group by renewal.customer_id
)

select
  now.customer_id,
  cast(date_trunc('month', company.as_of + interval 1 day) - to_months(params.months_between) as date) as since_on,
  'Key features used ' || used.count_now || ' times in three months, ' || used.count_then
    || ' half a year before (−' || cast(round(params.hundred * (used.count_then - used.count_now) / used.count_then) as integer)
    || ' %); ' || case
      when voice.customer_id is null then 'no survey answered in a year'
      else 'last answer ' || cast(cast(voice.score as integer) as varchar)
        || coalesce(' of ' || cast(voice.best_score as integer), '') || ' (' || upper(replace(voice.survey_type, '_', ' '))
        || ', ' || strftime(voice.responded_on, '%-d %b %Y') || ')'
    end
    || case when due.due_on is not null then '; renewal due ' || strftime(due.due_on, '%-d %b %Y') else '' end as reason,
  case
    when due.due_on is not null then 1
    when now.first_month_no > company.last_month_no - params.survey_months then 2
    else 3
  end as urgency
from used
cross join params
cross join company
join customers_now as now on now.customer_id = used.customer_id
left join voices as voice on voice.customer_id = used.customer_id
left join dues as due on due.customer_id = used.customer_id
where used.count_then >= params.least_uses
  and params.hundred * (used.count_then - used.count_now) > params.fall_percent * used.count_then
  and coalesce(voice.is_negative, true)
union all
select
  null as customer_id, null as since_on,
  case
    when most_used.features = 0 then 'no use is recorded of half a year ago'
    else 'a key feature is one that half of the customers use, and the most used was used by ' || most_used.customers || ' of '
      || users.customers || ' half a year ago'
  end as reason,
  null as urgency
from most_used
cross join users
cross join params
where most_used.features = 0 or params.hundred * most_used.customers < params.key_percent * users.customers
