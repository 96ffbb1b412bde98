/** What the Portfolio page uses: each is a function of the page that returns an element. */
export { portfolioAnswer } from "../components/portfolio-answer.ts";
export { readPortfolio } from "../components/portfolio-data.ts";
export { portfolioBars, portfolioPareto } from "../components/portfolio-figures.ts";
export { portfolioCsms, portfolioTeams, portfolioTiers } from "../components/portfolio-tables.ts";
export { openPage } from "../components/shell.ts";
