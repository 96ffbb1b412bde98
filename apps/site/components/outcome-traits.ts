import { formatNumber, type Trait, type TraitLabel, traitsOf, wilsonInterval } from "@tideline/metrics";
import { loadCharts } from "./charts.ts";
import { h } from "./dom.ts";
import { textButton } from "./figure-actions.ts";
import { type FigureSpec, figure } from "./frame.ts";
import { live } from "./live.ts";
import { number } from "./number.ts";
import { type Outcomes, outcomeMeasured, outcomeStyle } from "./outcome-data.ts";
import type { Page } from "./page.ts";
import { fewCustomers } from "./rate-line.ts";
import { filterWords } from "./state.ts";
import { dataTable } from "./table.ts";
import type { View } from "./view.ts";
import { inSentence, quoted } from "./words.ts";

const fateOf = ({ kept, left }: TraitLabel) => kept + left;
const shareOf = (label: TraitLabel) => (fateOf(label) > 0 ? label.kept / fateOf(label) : null);

/** A probability as people write it. */
export function chanceText(p: number): string {
  return p < 0.001 ? "under 0.001" : formatNumber(p, { digits: 3 });
}

/** Traits that tell customers apart: of two labels or more; one that is filtered to a single label is not. */
function traits(page: Page, outcomes: Outcomes, view: View): Trait[] {
  const ledger = page.source.ledgers.get(view.state.basis);
  const rows = outcomes.like(view, page);
  if (!ledger || !rows) return [];
  return traitsOf(ledger, rows).filter(({ labels, test }) => labels.length > 1 && test !== null);
}

/** Its labels of enough customers, the best first; none where there are not two to compare. */
export function ranked({ labels }: Trait): TraitLabel[] {
  const known = labels.filter(({ label }) => label !== "unassigned");
  const large = known.filter((label) => fateOf(label) >= fewCustomers);
  return large.length > 1 ? large.sort((a, b) => (shareOf(b) ?? 0) - (shareOf(a) ?? 0)) : [];
}

function shareNumber(page: Page, view: View, trait: Trait, label: TraitLabel) {
  return number(
    outcomeMeasured(view, {
      value: shareOf(label),
      name: `kept / (kept + left) ${trait.cut}=${label.label}`,
      unit: "rate",
      method: "renewed and still there / those and the lost, by the label at the first month end",
    }),
    outcomeStyle(page, view),
  );
}

function shownTrait(page: Page, found: readonly Trait[]): Trait | undefined {
  return found.find(({ cut }) => cut === page.state.cut) ?? found[0];
}

function tableOf(page: Page, outcomes: Outcomes, view: View): Node {
  const found = traits(page, outcomes, view);
  if (found.length === 0) return h("span");
  const who = filterWords(view.state, page.summary) || "all customers";
  const clear = found.filter(({ test }) => (test?.p ?? 1) < 0.05);
  const cell = (trait: Trait, label: TraitLabel | undefined) =>
    label
      ? h(
          "span",
          null,
          `${label.label || "(no label)"} `,
          shareNumber(page, view, trait, label),
          ` (${fateOf(label)})`,
        )
      : "–";
  return h(
    "div.table-section",
    { "data-table": "traits" },
    h(
      "h2",
      null,
      clear[0]
        ? `${clear[0].title} separates keepers from leavers most clearly`
        : "No trait separates keepers from leavers by more than chance",
    ),
    h(
      "p.subtitle",
      null,
      `${who} whose fate is known · share that renewed and is still there, by the label at the first month end; named are labels of at least ${fewCustomers}, where there are two · chance: how often such differences come by chance alone (chi-square)`,
    ),
    dataTable<Trait>(
      [
        {
          key: "trait",
          name: "Trait",
          unit: "text",
          value: ({ title }) => title,
          cell: ({ title, cut }) => textButton(title, () => page.set({ cut, second: null, label: null })),
        },
        {
          key: "best",
          name: "Keeps most",
          unit: "text",
          value: (trait) => ranked(trait)[0]?.label ?? "",
          cell: (trait) => cell(trait, ranked(trait)[0]),
        },
        {
          key: "worst",
          name: "Keeps least",
          unit: "text",
          value: (trait) => ranked(trait).at(-1)?.label ?? "",
          cell: (trait) => cell(trait, ranked(trait).at(-1)),
        },
        {
          key: "chi_square",
          name: "Chi-square (df)",
          unit: "text",
          value: ({ test }) =>
            test ? `${formatNumber(test.statistic, { digits: 1 })} (${test.degrees_of_freedom})` : "",
        },
        {
          key: "p",
          name: "Chance",
          unit: "text",
          value: ({ test }) =>
            test ? `${chanceText(test.p)}${test.smallest_expected < 5 ? ", rough" : ""}` : "",
        },
      ],
      found,
      { caption: "Traits that separate keepers from leavers" },
    ),
    found.some(({ test }) => (test?.smallest_expected ?? 5) < 5) &&
      h(
        "p.caveat",
        null,
        "Rough: fewer than five keepers or leavers are expected under some label, too few for the test to be exact.",
      ),
  );
}

/** Which traits separate keepers from leavers? Every cut with its best and worst label and the chance of it. */
export function traitTable(page: Page, outcomes: Outcomes): HTMLElement {
  return live(page, (view) => tableOf(page, outcomes, view), {
    usesLedger: true,
    usesCut: true,
    isQuiet: true,
  });
}

function specOf(page: Page, outcomes: Outcomes, view: View): FigureSpec<TraitLabel> | null {
  const trait = shownTrait(page, traits(page, outcomes, view));
  if (!trait) return null;
  const style = outcomeStyle(page, view);
  const [best] = ranked(trait);
  const interval = (label: TraitLabel) => wilsonInterval(label.kept, fateOf(label));
  const bound = (label: TraitLabel, side: "lower" | "upper") =>
    number(
      outcomeMeasured(view, {
        value: interval(label)?.[side] ?? null,
        name: `wilsonInterval ${side} ${trait.cut}=${label.label}`,
        unit: "rate",
        method: "Wilson interval of the share, 95 %",
      }),
      style,
    );
  return {
    claim: best
      ? [`${quoted(best.label)} keeps `, shareNumber(page, view, trait, best), " of its customers"]
      : trait.title,
    subtitle: `by ${inSentence(trait.title)} at the first month end · share that renewed and is still there of those whose fate is known; how many those are · as known now`,
    draw: async (width) =>
      (await loadCharts()).labelBars(
        trait.labels.map((label) => ({
          label: label.label,
          value: shareOf(label),
          customers: fateOf(label),
        })),
        { width, unit: "rate", measure: "Kept", small: fewCustomers, order: "given" },
      ),
    caveat: `Labels of fewer than ${fewCustomers} are hatched. The table has 95 % intervals (Wilson): labels whose intervals overlap widely are not told apart.`,
    hint: page.state.cut ? undefined : "Choose another trait above.",
    table: {
      columns: [
        { key: trait.cut, name: trait.title, unit: "text", value: ({ label }) => label },
        { key: "kept", name: "Kept", unit: "count", value: ({ kept }) => kept },
        { key: "left", name: "Left", unit: "count", value: ({ left }) => left },
        {
          key: "kept_rate",
          name: "Share kept",
          unit: "rate",
          value: shareOf,
          cell: (label) => shareNumber(page, view, trait, label),
        },
        {
          key: "lower_rate",
          name: "At least",
          unit: "rate",
          value: (label) => interval(label)?.lower ?? null,
          cell: (label) => bound(label, "lower"),
        },
        {
          key: "upper_rate",
          name: "At most",
          unit: "rate",
          value: (label) => interval(label)?.upper ?? null,
          cell: (label) => bound(label, "upper"),
        },
      ],
      rows: trait.labels,
    },
  };
}

/** The labels of one trait, the clearest or the chosen cut, with the share each keeps. */
export function traitFigure(page: Page, outcomes: Outcomes): HTMLElement {
  return figure<TraitLabel>(page, "Kept by trait", (view) => specOf(page, outcomes, view), {
    usesLedger: true,
    usesCut: true,
  });
}
