import type { VendorLayout } from "../../src/read/layout.ts";

/** Segment's track calls: the warehouse's table of tracks, or the calls as they were sent. */
export const segmentTracks = {
  name: "segment_tracks",
  row: "an event of a user",
  columns: {
    group_id: {
      kind: "id",
      names: ["context_group_id", "group_id", "context.groupId", "groupId"],
      meaning: "the group: the customer; else that of the user in contacts",
    },
    user_id: { kind: "person", required: true, names: ["user_id", "userId"], meaning: "who did it" },
    event: { kind: "text", required: true, names: ["event"], meaning: "what was done: the feature" },
    type: { kind: "word", names: ["type"], meaning: "kind of call; other than track are left out" },
    timestamp: {
      kind: "moment",
      required: true,
      names: ["timestamp"],
      meaning: "when it was done, put right for the device's clock",
    },
    received_at: {
      kind: "moment",
      names: ["received_at", "receivedAt"],
      meaning: "when it arrived: recorded",
    },
  },
  vendor: {
    title: "Segment, tracks",
    tells: ["user_id", "event", "received_at"],
    written: { date_format: "iso", moments_in: "UTC" },
    into: {
      usage: {
        customer_id: ["group_id"],
        person_id: ["user_id"],
        used_on: ["timestamp"],
        feature: ["event"],
        known_on: ["received_at"],
      },
    },
  },
} as const satisfies VendorLayout;
