import type { DuckDBConnection } from "@duckdb/node-api";
import type { LedgerBasis, LedgerFile } from "@tideline/metrics";
import { columnLists, dictionaryValues, makeDictionary } from "./ledger-columns.ts";

/** What a ledger file needs to know of a cut. */
export interface LedgerCutNotes {
  readonly name: string;
  readonly title: string;
  /** The order of labels the cut's header declares; empty is alphabetical. */
  readonly order: readonly string[];
}

/** The temporary table of a basis' customers and their codes; it stays while the connection does. */
export const customersOf = (basis: LedgerBasis) => `ledger_customers_${basis}`;

/**
 * A cut over the reported months, of the customers of a basis (`customersOf`): what a customer carried before the first of
 * them counts as the label of month 0, and a label that begins after the last one has not begun. Labels are those of the
 * customers of every basis, so that each ledger has the same list.
 */
async function ledgerCut(
  connection: DuckDBConnection,
  cut: LedgerCutNotes,
  reported: { basis: LedgerFile["basis"]; firstMonthNo: number; months: number },
): Promise<LedgerFile["cuts"][number]> {
  await connection.run(
    `create or replace temp table ledger_entries as
      select basis, customer_id, month, label from (
        select basis, customer_id, label, from_month,
          greatest(0, coalesce(year(from_month) * 12 + month(from_month) - ${reported.firstMonthNo}, 0)) as month
        from ledger__cuts where cut = '${cut.name}' and customer_id in (
          select customer_id from ledger__movements union all select customer_id from ledger__openings)
      )
      where month < ${reported.months}
      qualify row_number() over (partition by basis, customer_id, month order by from_month desc nulls last) = 1`,
  );
  const declared = cut.order.map((label, place) => `when '${label.replaceAll("'", "''")}' then ${place}`);
  const place = `case label ${declared.join(" ")} when 'unassigned' then 100001 else 100000 end`;
  await makeDictionary(
    connection,
    "ledger_labels",
    "label",
    `select label, ${place} as place from ledger_entries`,
  );
  const columns = await columnLists<{ customer: number[]; month: number[]; label: number[] }>(
    connection,
    ["customer", "month", "label"],
    `select customers.code as customer, entry.month, ledger_labels.code as label
      from ledger_entries as entry
      join ${customersOf(reported.basis)} as customers on customers.value = entry.customer_id
      join ledger_labels on ledger_labels.value = entry.label
      where entry.basis is null or entry.basis = '${reported.basis}'`,
    // Month 0 lists the same customers in every cut, which then packs to almost nothing.
    "month, customer",
  );
  const labels = await dictionaryValues(connection, "ledger_labels");
  return { name: cut.name, title: cut.title, labels, ...columns };
}

/**
 * A ledger file with these cuts, in their order, from the mart `ledger__cuts`; with `changed` those of other names are as
 * the file has them. A file without months has none.
 */
export async function ledgerWithCuts(
  connection: DuckDBConnection,
  file: LedgerFile,
  { cuts, changed }: { cuts: readonly LedgerCutNotes[]; changed?: ReadonlySet<string> },
): Promise<LedgerFile> {
  const { basis, months } = file;
  if (months === 0) return file;
  const [year = 0, month = 0] = file.first_month.split("-").map(Number);
  const made: LedgerFile["cuts"] = [];
  for (const cut of cuts) {
    const known = changed?.has(cut.name) ? undefined : file.cuts.find(({ name }) => name === cut.name);
    made.push(
      known ?? (await ledgerCut(connection, cut, { basis, firstMonthNo: year * 12 + month, months })),
    );
  }
  return { ...file, cuts: made };
}
