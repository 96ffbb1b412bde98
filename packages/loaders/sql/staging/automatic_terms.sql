-- Lines that renew themselves: a term that goes on past its printed end, due every few months, until a notice.
-- Due days are counted from the printed end, not from each other: 31 January, 28 February, 31 March.
-- grain: line_no
-- line_no         row number in read_contract_lines
-- term_on         the printed end: the first due day
-- renewal_months  length of each automatic renewal; that of the printed term in whole months where not exported
-- noticed_due_on  the first due day on or after the notice; null where no notice came
-- ends_on         the due day that a whole notice, not taken back by then, makes the last; null where the line goes on
-- check: unique(line_no)
-- check: assert(renewal_months > 0)
with
read_contract_lines as (select line.*, line.rowid as line_no from read_contract_lines as line),

printed as (
  select
    line.line_no,
    line.start_on,
    line.end_on as term_on,
    line.notice_on,
    line.notice_withdrawn_on,
    coalesce(line.notice_monthly_minor, 0) = 0 as is_whole_notice,
    line.renewal_months,
    cast(year(line.end_on) * 12 + month(line.end_on) - year(line.start_on) * 12 - month(line.start_on) as integer) as months
  from read_contract_lines as line
  where line.auto_renews and line.end_means = 'term' and line.end_on > line.start_on
    and line.is_recurring and not line.is_trial
),

lengths as (
  select
    line.*,
    case
      when line.renewal_months > 0 then line.renewal_months
      when cast(line.start_on + interval '1' month * line.months as date) > line.term_on then greatest(line.months - 1, 1)
      else greatest(line.months, 1)
    end as length_months
  from printed as line
),

turns as (
  select
    line.*,
    case
      when line.notice_on <= line.term_on then 0
      else cast(floor(
        cast(year(line.notice_on) * 12 + month(line.notice_on) - year(line.term_on) * 12 - month(line.term_on) as double)
        / line.length_months
      ) as integer) * line.length_months
    end as turn_months
  from lengths as line
),

dues as (
  select
    line.*,
    case
      when cast(line.term_on + interval '1' month * line.turn_months as date) >= line.notice_on
        then cast(line.term_on + interval '1' month * line.turn_months as date)
      when line.notice_on is not null
        then cast(line.term_on + interval '1' month * (line.turn_months + line.length_months) as date)
    end as noticed_due_on
  from turns as line
),

final as (
  select
    line.line_no,
    line.term_on,
    line.length_months as renewal_months,
    line.noticed_due_on,
    case
      when line.is_whole_notice and (line.notice_withdrawn_on is null or line.notice_withdrawn_on > line.noticed_due_on)
        then line.noticed_due_on
    end as ends_on
  from dues as line
)

select line_no, term_on, renewal_months, noticed_due_on, ends_on
from final
