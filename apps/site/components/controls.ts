import { formatDate, formatPeriod, type PeriodGrain } from "@tideline/metrics";
import { lastDay, periodMonths } from "./calendar.ts";
import { type Basis, basesOf } from "./data.ts";
import { fill, h } from "./dom.ts";
import { filterControls } from "./filter-controls.ts";
import { definitionAddress } from "./frame.ts";
import type { Page } from "./page.ts";
import { productsOf } from "./products-of.ts";
import { canFilter, notThere, periodChoices, reportedSpan, samePeriod } from "./state.ts";
import { basisMeanings, basisMrr, inSentence, listed } from "./words.ts";

type Option = { value: string; text: string };

const grains: readonly { value: PeriodGrain; text: string }[] = [
  { value: "month", text: "month" },
  { value: "quarter", text: "quarter" },
  { value: "year", text: "year" },
];

function chip(name: string, id: string, choose: (value: string) => void) {
  const select = h("select", { id, onchange: () => choose(select.value) });
  const element = h("span.chip", null, h("label", { for: id }, name), select);
  let last = "";
  const update = (options: readonly Option[], value: string) => {
    const signature = JSON.stringify(options);
    if (signature !== last)
      fill(
        select,
        options.map((one) => h("option", { value: one.value }, one.text)),
      );
    last = signature;
    select.value = value;
  };
  return { element, update };
}

function periodText(key: string, lastMonth: number): string {
  const isPartial = (periodMonths(key)?.last ?? 0) > lastMonth;
  return `${formatPeriod(key)}${isPartial ? " so far" : ""}`;
}

function stepper(page: Page, direction: -1 | 1) {
  const name = direction < 0 ? "Earlier period" : "Later period";
  const button = h(
    "button.step",
    { type: "button", "aria-label": name, title: name },
    direction < 0 ? "‹" : "›",
  );
  const target = () => {
    const keys = periodChoices(page.summary, page.state.by);
    return keys[keys.indexOf(page.state.to) - direction];
  };
  button.addEventListener("click", () => {
    const to = target();
    if (to) page.set({ to });
  });
  return {
    element: button,
    update: () => {
      button.disabled = target() === undefined;
    },
  };
}

function linkButton(page: Page): HTMLElement {
  const button = h("button.text-button", { type: "button" }, "link to this view");
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(page.link());
      button.textContent = "link copied";
    } catch {
      history.replaceState(null, "", page.link());
      button.textContent = "link is in the address";
    }
    setTimeout(() => {
      button.textContent = "link to this view";
    }, 2000);
  });
  return button;
}

/** What stands in the place of the period on pages that follow customers as long as they are known; null on others. */
function followedTo({ summary }: Page, path: string | undefined): { what: string; until: string } | null {
  const { last_month, as_of } = summary.company;
  if (path === "/survival") return { what: "followed to", until: formatPeriod(last_month ?? "") };
  if (path === "/time-to-value") return { what: "as known on", until: formatDate(as_of) };
  return null;
}

/** The product the address asks for, where it is not shown alone: this page shows none so, or the report has none such. */
function productLeftOut(page: Page): string | null {
  const product = new URLSearchParams(page.search).get("product");
  if (!product || !page.view) return null;
  // Which products there are is told by the ledger.
  if ("product" in page.choices && !page.view.ledger && page.stage !== "absent") return null;
  return productsOf(page.view).includes(product) && "product" in page.choices ? null : product;
}

/** Says once what the address asks for and is not shown; gone with the reader's next choice. */
export function strangerNote(page: Page): HTMLElement {
  const note = h("p.note", { role: "status" });
  const update = () => {
    const product = productLeftOut(page);
    const isWholePage = product !== null && !("product" in page.choices);
    const strange = [
      ...notThere(page.search, page.summary),
      ...(product === null || isWholePage ? [] : [`product=${product}`]),
    ];
    const sentences = [
      strange.length > 0 &&
        `The address asks for ${listed(strange)}, which this report does not have: it is left out of what is shown.`,
      isWholePage &&
        `The address asks for one product, ${product}: this page shows customers with all their products.`,
    ];
    note.textContent = sentences.filter(Boolean).join(" ");
    note.hidden = note.textContent === "";
  };
  update();
  page.listen((cause) => {
    if (cause === "state") note.remove();
    else update();
  });
  return note;
}

/** The one quiet line over every page: basis, period, cut, label, as-of date, currency, link to this view. */
export function mountControls(page: Page, place: Element): void {
  const { company } = page.summary;
  const span = reportedSpan(page.summary);
  if (!span || !company.last_month) return;
  // Renewals come from contract lines: no basis to choose.
  const isRenewals = (place as HTMLElement).dataset.path === "/renewals";
  // Without the ledger in the browser there is nothing to cut.
  const cuts = page.stage === "absent" ? [] : page.summary.cuts;
  // Customers are followed as long as they are known: no period to choose.
  const followed = followedTo(page, (place as HTMLElement).dataset.path);
  const bases = basesOf(page.summary);
  const basis = chip("basis", "control-basis", (value) => page.set({ basis: value as Basis }));
  const meaning = h("a");
  const by = chip("by", "control-by", (value) => {
    const grain = value as PeriodGrain;
    page.set({ by: grain, to: samePeriod(page.summary, page.state.to, grain) });
  });
  const to = chip("period", "control-to", (value) => page.set({ to: value }));
  const cut = chip("cut by", "control-cut", (value) =>
    page.set({ cut: value || null, label: null, second: null }),
  );
  const second = chip("then by", "control-second", (value) => page.set({ second: value || null }));
  const filters = filterControls(page, cuts);
  const label = chip("show", "control-label", (value) => {
    const labels = cuts.find(({ name }) => name === page.state.cut)?.labels ?? [];
    page.set({ label: value === "" ? null : (labels[Number(value)] ?? null) });
  });
  const earlier = stepper(page, -1);
  const later = stepper(page, 1);

  const update = () => {
    const { state } = page;
    const chosen = cuts.find(({ name }) => name === state.cut);
    basis.update(
      bases.map((value) => ({ value, text: value })),
      state.basis,
    );
    fill(
      meaning,
      isRenewals ? "renewals stand on neither basis" : `${state.basis}: ${basisMeanings[state.basis]}`,
    );
    meaning.setAttribute("href", definitionAddress("bases"));
    by.update(grains, state.by);
    const periods = periodChoices(page.summary, state.by);
    to.update(
      periods.map((value) => ({ value, text: periodText(value, span.last) })),
      state.to,
    );
    earlier.update();
    later.update();
    cut.update(
      [
        { value: "", text: "none" },
        ...cuts.map(({ name, title }) => ({ value: name, text: inSentence(title) })),
      ],
      state.cut ?? "",
    );
    filters.update();
    second.element.hidden = !chosen || !canFilter(page.summary) || cuts.length < 2;
    second.update(
      [
        { value: "", text: "nothing" },
        ...cuts
          .filter(({ name }) => name !== state.cut)
          .map(({ name, title }) => ({ value: name, text: inSentence(title) })),
      ],
      state.second ?? "",
    );
    label.element.hidden = !chosen;
    label.update(
      [
        { value: "", text: "all customers" },
        ...(chosen?.labels ?? []).map((text, index) => ({ value: String(index), text })),
      ],
      state.label === null ? "" : String(chosen?.labels.indexOf(state.label) ?? ""),
    );
  };
  update();
  page.listen((cause) => {
    if (cause === "state") update();
  });
  const print = h("p.print-only");
  const describe = () => {
    const period = followed?.until ?? formatPeriod(page.state.to);
    const shown = page.view ? `${period}, ${page.view.who}` : period;
    const cutBy =
      page.view?.cutTitle && !page.state.label
        ? `, cut by ${inSentence(page.view.cutTitle)}${page.view.second ? ` and ${inSentence(page.view.second.title)}` : ""}`
        : "";
    const what = isRenewals ? "renewals" : `${basisMrr(page.state.basis)}`;
    print.textContent = `${company.name} · ${what} · ${shown}${cutBy} · as of ${formatDate(company.as_of)} · ${company.currency}`;
  };
  describe();
  page.listen(describe);
  fill(
    place,
    print,
    h(
      "div.chips",
      { role: "group", "aria-label": "What is shown" },
      isRenewals
        ? h("span.chip.fixed", { title: "from contract lines" }, "basis ", h("b", null, "neither"))
        : basis.element,
      followed
        ? h(
            "span.chip.fixed",
            { title: "whatever the period" },
            `${followed.what} `,
            h("b", null, followed.until),
          )
        : [by.element, h("span.stepped", null, earlier.element, to.element, later.element)],
      cuts.length > 0 && cut.element,
      label.element,
      second.element,
      cuts.length > 0 && canFilter(page.summary) && filters.elements,
    ),
    h(
      "p.controls-note",
      null,
      meaning,
      ` · months to ${formatDate(lastDay(company.last_month))} · ${company.currency} · `,
      linkButton(page),
    ),
    strangerNote(page),
  );
}
