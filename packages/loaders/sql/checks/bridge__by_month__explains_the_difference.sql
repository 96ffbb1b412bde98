-- Committed less live MRR is what is signed and not started, changes signed and not yet in force, noticed and paused.
with
bridge__by_month as (select * from bridge__by_month)

select bridge.report_month, bridge.committed_minor, bridge.live_minor,
  bridge.signed_not_started_minor, bridge.signed_changes_minor, bridge.noticed_minor, bridge.paused_minor
from bridge__by_month as bridge
where bridge.committed_minor - bridge.live_minor
  <> bridge.signed_not_started_minor + bridge.signed_changes_minor + bridge.noticed_minor + bridge.paused_minor
