import { formatDate, formatPeriod } from "@tideline/metrics";
import { h } from "./dom.ts";
import { download, fileStem } from "./download.ts";
import { textButton } from "./figure-actions.ts";
import { columnScale } from "./format.ts";
import {
  type Detractor,
  type Nps,
  type NpsLabel,
  type NpsMonth,
  npsByCustomer,
  npsByPerson,
  npsLabels,
  response,
  score,
} from "./nps-data.ts";
import type { Page } from "./page.ts";
import { customerButton, serviceStyle, writer } from "./service-data.ts";
import { type Column, dataTable, toCsv } from "./table.ts";
import { inSentence, quoted } from "./words.ts";

const about = "answers to NPS surveys";

/** A label of fewer people is listed, but nothing is claimed of it. */
const enoughPeople = 20;

function section<Row>(
  page: Page,
  options: {
    name: string;
    title: Node | string | (Node | string)[];
    subtitle: string;
    columns: Column<Row>[];
    rows: readonly Row[];
    most?: number;
    all?: number;
    none: string;
    foot?: string;
  },
): HTMLElement {
  const { columns, rows, name } = options;
  const { company } = page.summary;
  const save = () =>
    download(`${fileStem(company.name, name)}.csv`, toCsv(columns, rows, company), "text/csv");
  return h(
    "div.table-section",
    { "data-table": name },
    h("h2", null, options.title),
    h("p.subtitle", null, options.subtitle),
    rows.length === 0
      ? h("p.note", null, options.none)
      : dataTable(columns, rows, {
          caption: name,
          all: options.all ?? rows.length,
          ...(options.most ? { most: options.most } : {}),
        }),
    rows.length > 0 && h("p.actions", null, options.foot && `${options.foot} · `, textButton("CSV", save)),
  );
}

const isAsked = (key: string) => key === "invited" || key === "answered";

/** Each month in which people were asked or answered, the newest first. */
export function npsSurveys(page: Page, nps: Nps): HTMLElement {
  const write = writer("nps__by_month", serviceStyle(page, about));
  const count = (key: keyof NpsMonth & string, name: string): Column<NpsMonth> => ({
    key,
    name,
    unit: "count",
    value: (row) => Number(row[key]),
    cell: (row) =>
      isAsked(key) && row.invited === 0
        ? "–"
        : write({
            value: Number(row[key]),
            unit: "count",
            key: `${key} ${row.report_month.slice(0, 7)}`,
            method: name,
          }),
  });
  const columns: Column<NpsMonth>[] = [
    {
      key: "month",
      name: "Month",
      unit: "text",
      value: ({ report_month }) => report_month.slice(0, 7),
      cell: ({ report_month }) => formatPeriod(report_month),
    },
    count("invited", "Asked"),
    count("answered", "Of them answered"),
    {
      key: "response_rate",
      name: "Response",
      unit: "rate",
      value: (row) => response(row, "").value,
      cell: (row) =>
        row.invited === 0 && nps.hasInvitations
          ? "–"
          : write(response(row, `responseRate ${row.report_month.slice(0, 7)}`)),
    },
    count("answers", "Answers given"),
    count("promoters", "Promoters"),
    count("passives", "Passives"),
    count("detractors", "Detractors"),
    {
      key: "nps_of_answers",
      name: "NPS of the answers",
      unit: "ratio",
      value: (row) => npsByPerson({ ...row, persons: row.answers }),
      cell: (row) =>
        write(
          {
            ...score(
              npsByPerson({ ...row, persons: row.answers }),
              `netPromoterScore answers ${row.report_month.slice(0, 7)}`,
              "by answer",
            ),
            reason: "nobody answered in the month",
          },
          { isSigned: true },
        ),
    },
  ];
  const rows = nps.months.filter(({ invited, answers }) => invited + answers > 0).reverse();
  return section(page, {
    name: "nps-surveys",
    title: "Who was asked, and who answered",
    subtitle: nps.hasInvitations
      ? "by the month of the invitation, and of the answer · an invitation counts as answered by the person's next answer, in whatever month"
      : "by the month of the answer · response is n/a: no invitations were exported",
    columns: nps.hasInvitations ? columns : columns.filter(({ key }) => !isAsked(key)),
    rows,
    most: 12,
    none: "Nobody was asked, and nobody answered.",
  });
}

function bar({ persons, promoters, passives, detractors }: NpsLabel): HTMLElement {
  const box = h("span.share", { "aria-hidden": "true" });
  for (const [name, value] of [
    ["promoter", promoters],
    ["passive", passives],
    ["detractor", detractors],
  ] as const) {
    const part = h("i");
    part.className = name;
    part.style.flexGrow = String(persons === 0 ? 0 : value / persons);
    box.append(part);
  }
  return box;
}

/** The score of each label of a cut the reader chooses, now and a year before. */
export function npsByLabel(page: Page, nps: Nps): HTMLElement {
  const cuts = page.summary.cuts.filter(({ name }) => nps.splits.includes(name));
  const box = h("div.nps-labels");
  if (!nps.now || cuts.length === 0) return box;
  const write = writer(
    "nps__by_cut",
    serviceStyle(page, "latest answer of each person within twelve months"),
  );
  const month = nps.now.report_month;
  const past = `${Number(month.slice(0, 4)) - 1}${month.slice(4)}`;
  const select = h(
    "select",
    { id: "nps-cut", onchange: () => page.set({ own: { ...page.state.own, split: select.value } }) },
    cuts.map(({ name, title }) => h("option", { value: name }, title)),
  );
  const place = h("div");
  const update = () => {
    const wanted = page.state.own.split ?? nps.splits[0];
    const chosen = cuts.find(({ name }) => name === wanted) ?? cuts[0];
    if (!chosen) return;
    select.value = chosen.name;
    const labels = npsLabels(page);
    if (labels === null) {
      place.replaceChildren(h("p.note.waiting", null, "Reading the labels …"));
      return;
    }
    const at = (when: string) =>
      new Map(
        labels
          .filter(({ cut, report_month }) => cut === chosen.name && report_month === when)
          .map((row) => [row.label, row]),
      );
    const [now, before] = [at(month), at(past)];
    const key = (name: string, { label }: NpsLabel, when = month) =>
      `${name} ${when.slice(0, 7)} ${chosen.name}=${label}`;
    const count = (name: keyof NpsLabel & string, title: string): Column<NpsLabel> => ({
      key: name,
      name: title,
      unit: "count",
      value: (row) => Number(row[name]),
      cell: (row) => write({ value: Number(row[name]), unit: "count", key: key(name, row), method: title }),
    });
    const scored = (
      name: string,
      title: string,
      value: (row: NpsLabel) => number | null,
      when = month,
    ): Column<NpsLabel> => ({
      key: name,
      name: title,
      unit: "ratio",
      value,
      cell: (row) =>
        write(score(value(row), key(`netPromoterScore ${name}`, row, when), title), { isSigned: true }),
    });
    const yearAgo = (row: NpsLabel) => {
      const then = before.get(row.label);
      return then ? npsByPerson(then) : null;
    };
    const columns: Column<NpsLabel>[] = [
      { key: "label", name: chosen.title, unit: "text", value: ({ label }) => label },
      scored("by_person", "NPS by person", npsByPerson),
      scored("by_person_year_before", "A year before", yearAgo, past),
      scored("by_customer", "By customer", npsByCustomer),
      count("persons", "People"),
      count("customers", "Customers"),
      { key: "parts", name: "Promoters, passives, detractors", unit: "text", value: () => null, cell: bar },
      {
        key: "response_rate",
        name: "Response in a year",
        unit: "rate",
        value: (row) => response(row, "").value,
        cell: (row) => write(response(row, key("responseRate", row))),
      },
    ];
    const rows = [...now.values()]
      .filter(({ persons }) => persons > 0)
      .sort((a, b) => (npsByPerson(b) ?? -101) - (npsByPerson(a) ?? -101) || (a.label < b.label ? -1 : 1));
    const telling = rows.filter(({ persons }) => persons >= enoughPeople);
    const [best, worst] = [telling[0], telling.at(-1)];
    const cell = (row: NpsLabel) =>
      write(score(npsByPerson(row), key("netPromoterScore by_person", row), "by person"), { isSigned: true });
    place.replaceChildren(
      section(page, {
        name: "nps-by-label",
        title:
          best && worst && best !== worst
            ? [
                `${quoted(best.label)} recommends us most, `,
                cell(best),
                `, and ${quoted(worst.label)} least, `,
                cell(worst),
              ]
            : `NPS by ${inSentence(chosen.title)}`,
        subtitle: `everybody who answered within twelve months, by ${inSentence(chosen.title)} · points · end of ${formatPeriod(month)} · named above are labels of ${enoughPeople} people and more`,
        columns: nps.hasInvitations ? columns : columns.slice(0, -1),
        rows,
        none: "Nobody has answered within twelve months.",
      }),
    );
  };
  update();
  page.listen((cause) => {
    if (cause !== "overlay") update();
  });
  box.append(
    h("p.chips", null, h("span.chip", null, h("label", { for: "nps-cut" }, "NPS by"), select)),
    place,
  );
  return box;
}

/** The people who would not recommend us, and whom nobody has done anything with since. */
export function npsDetractors(page: Page, nps: Nps): HTMLElement {
  const style = serviceStyle(page, "people whose latest answer is 0 to 6, at customers still there");
  const write = writer("nps__follow_up", style);
  const detail = writer("nps__detractors", style);
  const open = nps.followUp.find(({ is_followed }) => !is_followed);
  const done = nps.followUp.find(({ is_followed }) => is_followed);
  const known = nps.hasActivities && nps.now;
  const title = known
    ? open
      ? [
          write({
            value: open.detractors,
            unit: "count",
            key: "detractors false",
            method: "not followed up",
          }),
          " of ",
          write({
            value: open.detractors + (done?.detractors ?? 0),
            unit: "count",
            key: "detractors",
            method: "detractors at customers still there",
          }),
          open.detractors === 1
            ? " detractors waits for somebody to call; "
            : " detractors wait for somebody to call; ",
          write({ value: open.committed_minor, unit: "money", key: "committed_minor false", method: "CMRR" }),
          " of CMRR stands behind them",
        ]
      : done
        ? "Somebody has followed up on every detractor"
        : "No detractor is at a customer still there"
    : "Whether detractors were followed up is not known";
  const scale = columnScale(nps.open, ({ committed_minor }) => committed_minor, style.money);
  const columns: Column<Detractor>[] = [
    {
      key: "customer_name",
      name: "Customer",
      unit: "text",
      value: ({ customer_name, customer_id }) => customer_name ?? customer_id,
      cell: ({ customer_name, customer_id }) => customerButton(page, { customer_id, name: customer_name }),
    },
    { key: "person_name", name: "Who", unit: "text", value: ({ person_name }) => person_name ?? "not named" },
    {
      key: "score",
      name: "Answer",
      unit: "count",
      value: ({ score: given }) => given,
      cell: ({ score: given, answer_no }) =>
        detail({ value: given, unit: "count", key: `score ${answer_no}`, method: "answer of 0 to 10" }),
    },
    {
      key: "responded_on",
      name: "Answered on",
      unit: "text",
      value: ({ responded_on }) => responded_on,
      cell: ({ responded_on }) => formatDate(responded_on),
    },
    {
      key: "committed_minor",
      name: `CMRR of the customer, ${scale.name}`,
      unit: "money",
      value: ({ committed_minor }) => committed_minor,
      cell: ({ committed_minor, answer_no }) =>
        detail(
          {
            value: committed_minor,
            unit: "money",
            key: `committed_minor ${answer_no}`,
            method: "CMRR",
          },
          { scale },
        ),
    },
    { key: "csm", name: "Owner", unit: "text", value: ({ csm }) => csm ?? "nobody" },
    { key: "customer_id", name: "Id", unit: "text", value: ({ customer_id }) => customer_id },
  ];
  return section(page, {
    name: "nps-detractors",
    title,
    subtitle: known
      ? "answers of 0 to 6 within twelve months, at customers still there, with no activity on the day of the answer or later · the largest first"
      : "no activities were exported: the layouts activities and gainsight_timeline read them",
    columns,
    rows: known ? nps.open : [],
    most: 15,
    all: open?.detractors ?? 0,
    none: known ? "Nobody waits." : "n/a: without activities nobody can be said to wait.",
  });
}
