import { formatPeriod, healthCoverage } from "@tideline/metrics";
import { type Basis, basesOf } from "./data.ts";
import { type Child, h } from "./dom.ts";
import { bandsNow, type Health, healthStyle, ofBand, whoIs } from "./health-data.ts";
import { live } from "./live.ts";
import { number } from "./number.ts";
import type { Page } from "./page.ts";
import { basisMrr } from "./words.ts";

function choice(
  { id, name }: { id: string; name: string },
  options: readonly { value: string; text: string }[],
  { chosen, choose }: { chosen: string; choose: (value: string) => void },
): HTMLElement {
  const select = h(
    "select",
    { id, onchange: () => choose(select.value) },
    options.map(({ value, text }) => h("option", { value, selected: value === chosen }, text)),
  );
  return h("label.chip", null, h("span", null, name), select);
}

/** Which basis, and by which cut: kept in the address as on every page. */
export function healthControls(page: Page, health: Health): HTMLElement {
  const bases = basesOf(page.summary).map((basis) => ({
    value: basis,
    text: `${basis} (${basisMrr(basis)})`,
  }));
  const cuts = health.month === null ? [] : page.summary.cuts.filter(({ labels }) => labels.length > 0);
  return live(
    page,
    (view) =>
      h(
        "div.chips.picks",
        { role: "group", "aria-label": "What is shown" },
        choice({ id: "health-basis", name: "Basis" }, bases, {
          chosen: view.state.basis,
          choose: (basis) => page.set({ basis: basis as Basis }),
        }),
        choice(
          { id: "health-cut", name: "By" },
          [{ value: "", text: "nothing" }, ...cuts.map(({ name, title }) => ({ value: name, text: title }))],
          {
            chosen: view.state.cut ?? "",
            choose: (cut) => page.set({ cut: cut === "" ? null : cut, label: null }),
          },
        ),
      ),
    { usesCut: true, isQuiet: true },
  );
}

function nothing(health: Health): Child {
  const missing = [
    ...new Set(health.inputs.flatMap(({ missing: names }) => names.split(", ").filter(Boolean))),
  ];
  return [
    "Nothing is known of what customers do, so no health can be told. Exports that would say: ",
    missing.sort().join(", ").replaceAll("_", " "),
    ".",
  ];
}

const beWord = ({ customers }: { customers: number }) => (customers === 1 ? " is " : " are ");

/** "How healthy are our customers?" in one sentence of live numbers. */
export function healthAnswer(page: Page, health: Health): HTMLElement {
  return live(
    page,
    (view) => {
      const { basis } = view.state;
      const rows = bandsNow(health, basis);
      const style = { ...healthStyle(page), isStrong: true };
      const all = rows.reduce((sum, row) => sum + row.customers, 0);
      const [lowest, highest] = [
        rows.find((row) => row.band_no === 1),
        rows.filter((row) => row.band_no > 1).at(-1),
      ];
      const unscored = rows.find((row) => row.band_no === 0);
      if (health.month === null) return h("p.lead", null, nothing(health));
      const last = (page.summary.company.last_month ?? "").slice(0, 7);
      const month = health.month.slice(0, 7);
      const gone = `Nobody has ${basisMrr(basis)} at the end of ${formatPeriod(last)}. `;
      if (all === 0) return h("p.lead", null, gone);
      const where = { mart: "health__distribution", key: month };
      const isUnscored = unscored?.customers === all;
      const coverage = healthCoverage({
        coverage_micros: rows.reduce((sum, row) => sum + row.coverage_micros, 0),
        customers: all,
      });
      return h(
        "p.lead",
        null,
        month < last && gone,
        `At the end of ${formatPeriod(month)}, of `,
        number(
          {
            value: all,
            unit: "count",
            mart: "health__distribution",
            key: `sum(customers) ${month} ${basis}`,
            method: "active customers of the basis",
          },
          style,
        ),
        ` ${whoIs(basis, all)} `,
        isUnscored
          ? "nobody has a score: too little is known. On"
          : [
              highest
                ? [number(ofBand(highest, "customers", where), style), `${beWord(highest)}${highest.band}`]
                : "nobody is in the highest band",
              ", and ",
              lowest
                ? [
                    number(ofBand(lowest, "customers", where), style),
                    ` with `,
                    number(ofBand(lowest, "balance_minor", where), style),
                    ` ${basisMrr(basis)}${beWord(lowest)}${lowest.band}`,
                  ]
                : "nobody is in the lowest",
              ". ",
              unscored
                ? [
                    "Of ",
                    number(ofBand(unscored, "customers", where), style),
                    " too little is known for a score; ",
                  ]
                : "All have a score; ",
              "on",
            ],
        " the whole ",
        number(
          {
            value: coverage,
            unit: "rate",
            mart: "health__distribution",
            key: `coverage_micros ${month} ${basis}`,
            method: "weight present / all weight, mean over customers",
          },
          style,
        ),
        " of what a score is made of is known.",
      );
    },
    { className: "answer" },
  );
}
