import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fontFaces } from "./font-faces.ts";
import { siteGroups } from "./site-pages.ts";

/** What the frame around every page says before any script runs. */
export interface ShellFacts {
  company: string;
  asOf: string;
  currency: string;
}

const months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/** Escapes text for HTML; names come from company files and exports. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** Reads company name and as-of date from `<root>/data/summary.json`; neutral words where it is not built yet. */
export function readShellFacts(root: string): ShellFacts {
  try {
    const summary = JSON.parse(readFileSync(join(root, "data", "summary.json"), "utf8"));
    const [year, month, day] = String(summary.company.as_of).slice(0, 10).split("-").map(Number);
    const asOf = `${day ?? ""} ${months[(month ?? 1) - 1] ?? ""} ${year ?? ""}`;
    return { company: String(summary.company.name), asOf, currency: String(summary.company.currency) };
  } catch {
    return { company: "Tideline", asOf: "", currency: "" };
  }
}

const icon =
  "data:image/svg+xml,%3Csvg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 32 32'%3E%3Crect width='32' height='32' rx='7' fill='rgb(21,32,43)'/%3E%3Cpath d='M5 20c4-7 7-7 11-2s7 4 11-6' fill='none' stroke='white' stroke-width='3' stroke-linecap='round'/%3E%3C/svg%3E";

/** What must be known before the first paint: the remembered theme, and whether the address asks for a view of its own. */
const firstScript = `{const t=(()=>{try{return localStorage.getItem("tideline-theme")}catch{}})();if(t==="light"||t==="dark")document.documentElement.dataset.theme=t;if(location.search)document.documentElement.dataset.asked=""}`;

/** Where no script runs: on a phone links open and close the menu, and a chart drawn for a wide window is moved sideways. */
const scriptless =
  "@media (max-width:900px){button.menu,.menu.shut,.side:target a.menu{display:none}.side:target .side-body,.side:target .menu.shut{display:block}.chart-place{overflow-x:auto}observablehq-loading svg.chart{visibility:visible!important;max-width:none!important}}";

/** The tags every page's head carries: icon, font, and what must be known before the first paint. */
export function shellHead(): string {
  return `<link rel="icon" href="${icon}">
<meta name="color-scheme" content="light dark">
<link rel="preload" as="font" type="font/woff2" crossorigin href="/lib/inter.woff2">
<style>${fontFaces("/_file/lib/inter.woff2")}</style>
<noscript><style>${scriptless}</style></noscript>
<script>${firstScript}</script>`;
}

function navigation(path: string): string {
  return siteGroups
    .map(({ group, pages }) => {
      const id = `nav-${group.toLowerCase()}`;
      const items = pages.map((page) => {
        const current = page.path === path ? ' aria-current="page"' : "";
        return `<li><a data-page href="${page.path}"${current}>${page.name}</a></li>`;
      });
      return `<p class="nav-group" id="${id}">${group}</p><ul aria-labelledby="${id}">${items.join("")}</ul>`;
    })
    .join("");
}

/** What paper says over a page that chooses no period: company, page, as-of date, currency. */
function paperLine(page: string | undefined, { company, currency }: ShellFacts, asOf: string): string {
  const facts = [company, page ?? "", currency].map(escapeHtml);
  return `<p class="print-only">${[facts[0], facts[1], asOf, facts[2]].filter(Boolean).join(" · ")}</p>`;
}

/** The frame: skip link, sidebar with company, search and pages, and the place of the controls. */
export function shellHeader(path: string, facts: ShellFacts): string {
  const group = siteGroups.find(({ pages }) => pages.some((page) => page.path === path));
  const page = group?.pages.find((one) => one.path === path);
  const asOf = facts.asOf ? `as of ${escapeHtml(facts.asOf)}` : "";
  return `<a class="skip" href="#content">Skip to the page</a>
<div class="side" id="side">
<div class="side-top"><p class="company"><strong>${escapeHtml(facts.company)}</strong><span>${asOf}</span></p>
<button type="button" class="menu" id="menu" aria-expanded="false" aria-controls="side-body">Menu</button><noscript><a class="menu" href="#side">Menu</a><a class="menu shut" href="#content">Close</a></noscript></div>
<div class="side-body" id="side-body"><div id="search" class="search"></div>
<nav aria-label="Pages">${navigation(path)}</nav><div id="theme" class="theme"></div></div>
</div>
<span id="content" tabindex="-1"></span>${group?.isBoard ? `<div id="controls" class="controls" data-path="${path}" data-group="${group.group}"></div>` : paperLine(page?.name, facts, asOf)}`;
}
