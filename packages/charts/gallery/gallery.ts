import { type Case, cases } from "./cases.ts";

/** What the reader chose last, as text: people and tests read it in the page. */
const chosen = document.querySelector("#chosen");
const gallery = document.querySelector("#gallery");
const address = new URLSearchParams(location.search);
const theme = address.get("theme");
const only = address.get("chart");
const width = Number(address.get("width")) || Math.min(1100, document.documentElement.clientWidth - 16);

if (theme) document.documentElement.dataset.theme = theme;

function show({ chart, state, draw }: Case): void {
  const figure = document.createElement("figure");
  figure.dataset.chart = chart;
  figure.dataset.state = state;
  const heading = document.createElement("h2");
  heading.textContent = `${chart}: ${state}`;
  figure.append(
    heading,
    draw(width, (what) => {
      if (chosen) chosen.textContent = JSON.stringify(what);
    }),
  );
  gallery?.append(figure);
}

for (const one of cases) if (!only || one.chart === only) show(one);
document.documentElement.dataset.drawn = String(cases.length);
