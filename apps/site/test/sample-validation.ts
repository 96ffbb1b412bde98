import type { LedgerFile } from "@tideline/metrics";
import type { AtRiskAllRowsFile, AtRiskFile, AtRiskRowsFile } from "../components/at-risk-data.ts";
import type { Columns } from "../components/data.ts";
import type { ValidationFile } from "../components/validation-data.ts";
import { balancesOf } from "./sample-bridge.ts";
import { bandOf, columnsOf, type Row, sampleBands, scoreOf, standing, summed } from "./sample-health.ts";
import { sampleRenewalsAhead } from "./sample-renewals.ts";

const horizons = [180, 90, 30] as const;

interface Decision {
  horizon: number;
  isLost: boolean;
  score: number | null;
  due_minor: number;
}

/** Renewals made up from the ledger: a customer's balance a year after it began, with the made-up scores before. */
function decisionsOf(file: LedgerFile): Decision[] {
  return balancesOf(file).flatMap((own, customer) => {
    const first = own.findIndex((balance) => balance > 0);
    const due = first + 12;
    if (first < 0 || due >= own.length || (own[due - 1] ?? 0) === 0) return [];
    const isLost = (own[due] ?? 0) === 0 || customer % 5 === 0;
    return horizons.flatMap((horizon) => {
      const month = due - Math.round(horizon / 30);
      const score = scoreOf(customer, month);
      const told = score === null ? null : isLost && horizon < 180 ? Math.max(0, score - 25) : score;
      return [{ horizon, isLost, score: told, due_minor: own[due - 1] ?? 0 }];
    });
  });
}

function orderOf(decisions: readonly Decision[], horizon: number): Row {
  const scored = decisions.flatMap(({ horizon: own, score, isLost }) =>
    own === horizon && score !== null ? [{ score, isLost }] : [],
  );
  const [lost, kept] = [scored.filter(({ isLost }) => isLost), scored.filter(({ isLost }) => !isLost)];
  const wins = (score: number, others: typeof scored, way: 1 | -1) =>
    others.reduce((all, one) => all + (one.score === score ? 1 : (one.score - score) * way > 0 ? 2 : 0), 0);
  const squares = (own: typeof scored, others: typeof scored, way: 1 | -1) =>
    own.reduce(
      (all, { score }) => all + Math.round(1e6 * (wins(score, others, way) / (2 * others.length || 1)) ** 2),
      0,
    );
  return {
    horizon_days: horizon,
    decisions: scored.length,
    lost: lost.length,
    twice_right: lost.reduce((all, { score }) => all + wins(score, kept, 1), 0),
    lost_squares_micros: squares(lost, kept, 1),
    kept_squares_micros: squares(kept, lost, -1),
  };
}

function byBand(decisions: readonly Decision[]): Columns {
  const rows = summed(
    decisions.map(({ horizon, isLost, score, due_minor }) => ({
      horizon_days: horizon,
      ...bandOf(score),
      decisions: 1,
      too_early: score === null && horizon === 180 ? 1 : 0,
      lost: isLost ? 1 : 0,
      due_minor,
      lost_minor: isLost ? due_minor : 0,
    })),
    ["horizon_days", "band", "band_no"],
  );
  return columnsOf(
    rows.sort(
      (a, b) => Number(b.horizon_days) - Number(a.horizon_days) || Number(a.band_no) - Number(b.band_no),
    ),
  );
}

/** What the marts of validation would say of a ledger, with made-up scores. */
export function sampleValidation(file: LedgerFile, asOf: string): ValidationFile {
  const decisions = decisionsOf(file);
  const lost = decisions.filter(({ horizon, isLost }) => horizon === 30 && isLost);
  const balances = balancesOf(file);
  const landmark = file.months - 13;
  const stays = balances.flatMap((own, customer): Row[] => {
    if (landmark < 0 || (own[landmark] ?? 0) === 0) return [];
    const gone = own.findIndex((balance, month) => month > landmark && balance === 0);
    return [
      {
        landmark_on: `${Number(asOf.slice(0, 4)) - 1}${asOf.slice(4, 10)}`,
        ...bandOf(scoreOf(customer, landmark)),
        duration_days: gone < 0 ? 365 : (gone - landmark) * 30 - 11,
        is_event: gone >= 0,
        customers: 1,
      },
    ];
  });
  return {
    by_band: byBand(decisions),
    order: columnsOf(decisions.length === 0 ? [] : horizons.map((horizon) => orderOf(decisions, horizon))),
    forecasts: columnsOf(
      decisions.length < 60
        ? []
        : horizons.map((horizon_days) => ({
            horizon_days,
            decisions: 90,
            lost: 18,
            squared_error_micros: 13_000_000 - 20_000 * (180 - horizon_days),
            base_squared_error_micros: 12_900_000,
          })),
    ),
    lead_times: columnsOf(
      summed(
        lost.map(({ due_minor }, at) => ({
          lead_days: at % 3 === 0 ? null : 20 + (at % 9) * 25,
          lost: 1,
          due_minor,
        })),
        ["lead_days"],
      ),
    ),
    survival: columnsOf(stays),
    inputs: columnsOf([{ input: "urgent_tickets_now", title: "urgent tickets now" }]),
  };
}

/** What the marts of what is at risk would say: the sample's renewals ahead, with the made-up scores of the last month. */
export function sampleAtRisk(
  files: { live: LedgerFile; committed: LedgerFile },
  asOf: string,
): AtRiskFile & { rows: AtRiskRowsFile; all: AtRiskAllRowsFile } {
  const { id, name } = files.committed.customers;
  const place = new Map(id.map((one, customer) => [one, customer]));
  const last = files.committed.months - 1;
  const now = new Map(standing(balancesOf(files.committed), last).map((one) => [one.customer, one]));
  const isFlagged = (customer: number) => customer % 9 === 2;
  const days = (on: string) => Math.round((Date.parse(on) - Date.parse(asOf.slice(0, 10))) / 86_400_000);
  const ahead = sampleRenewalsAhead(files.live);
  const columns = [
    "customer_id",
    "due_on",
    "state",
    "due_minor",
    "signed_due_minor",
    "noticed_due_minor",
    "remaining_minor",
    "late_due_minor",
    "open_due_minor",
  ];
  const due = (ahead.due_on ?? []).map((_, row): Row => {
    const own: Row = Object.fromEntries(columns.map((column) => [column, ahead[column]?.[row] ?? null]));
    const customer = place.get(String(own.customer_id)) ?? 0;
    const score = scoreOf(customer, last);
    const days_ahead = days(String(own.due_on));
    return {
      ...own,
      days_ahead,
      horizon_days: own.state === "late" ? null : days_ahead >= 135 ? 180 : days_ahead >= 60 ? 90 : 30,
      ...bandOf(score),
      final_score: score,
      committed_minor: now.get(customer)?.balance ?? null,
      csm: customer % 4 === 0 ? null : "Ann Lee",
      is_flagged: isFlagged(customer),
      anticipated_loss_minor: 0,
      name: name[customer] ?? null,
    };
  });
  const feared = [...now.values()].map(({ customer, score, balance }): Row & { isFeared: boolean } => ({
    isFeared: isFlagged(customer) || bandOf(score).band_no === 1,
    customer_id: id[customer] ?? "",
    is_flagged: isFlagged(customer),
    flagged_on: isFlagged(customer) ? asOf.slice(0, 10) : null,
    probability: isFlagged(customer) ? 0.3 : null,
    noted_on: null,
    ...bandOf(score),
    final_score: score,
    committed_minor: balance,
    anticipated_loss_minor: isFlagged(customer) ? -Math.round(balance * 0.3) : 0,
    csm: "Ann Lee",
    name: name[customer] ?? null,
  }));
  const rows = {
    renewals: columnsOf(due),
    customers: columnsOf(feared.flatMap(({ isFeared, ...row }) => (isFeared ? [row] : []))),
  };
  const quarter = (on: string) =>
    `${on.slice(0, 5)}${String(3 * Math.floor((Number(on.slice(5, 7)) - 1) / 3) + 1).padStart(2, "0")}-01`;
  return {
    by_band: columnsOf(
      summed(
        due.map((row) => ({
          due_quarter: quarter(String(row.due_on)),
          horizon_days: row.horizon_days ?? null,
          band: row.band ?? null,
          band_no: row.band_no ?? null,
          renewals: 1,
          open_renewals: Number(row.open_due_minor) > 0 ? 1 : 0,
          ...Object.fromEntries(columns.slice(3).map((column) => [column, row[column] ?? null])),
        })),
        ["due_quarter", "horizon_days", "band", "band_no"],
      ),
    ),
    agreement: columnsOf(
      summed(
        feared.map((row) => ({
          is_flagged: row.is_flagged ?? null,
          score_view: row.band_no === 0 ? "unscored" : row.band_no === 1 ? "lowest" : "higher",
          customers: 1,
          committed_minor: row.committed_minor ?? 0,
          anticipated_loss_minor: row.anticipated_loss_minor ?? 0,
        })),
        ["is_flagged", "score_view"],
      ),
    ),
    exports: columnsOf([
      { export: "activities", row_count: 90, telling_rows: 9 },
      { export: "expected_losses", row_count: 40, telling_rows: 40 },
    ]),
    past: byBand(decisionsOf(files.live)),
    rows,
    all: {
      ...rows,
      standing: columnsOf(
        feared.map((row) => ({
          customer_id: row.customer_id ?? "",
          is_flagged: row.is_flagged ?? null,
          score_view: row.band_no === 0 ? "unscored" : row.band_no === 1 ? "lowest" : "higher",
          committed_minor: row.committed_minor ?? 0,
          anticipated_loss_minor: row.anticipated_loss_minor ?? 0,
        })),
      ),
    },
    bands: columnsOf(sampleBands.map((band, at) => ({ ...band, band_no: at + 1 }))),
  };
}
