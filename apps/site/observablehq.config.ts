import { readShellFacts, shellHead, shellHeader } from "./tools/shell.ts";

/**
 * Observable Framework's settings. `TIDELINE_SITE_ROOT` and `TIDELINE_SITE_OUTPUT` are set by build.ts, which
 * builds from a staged copy into a temporary folder; without them `observable preview` reads src.
 */
const root = process.env.TIDELINE_SITE_ROOT ?? "src";
const facts = readShellFacts(root);

export default {
  root,
  output: process.env.TIDELINE_SITE_OUTPUT ?? "dist",
  title: facts.company,
  style: "style.css",
  globalStylesheets: [],
  preserveExtension: true,
  sidebar: false,
  pager: false,
  toc: false,
  search: false,
  head: shellHead(),
  header: ({ path }: { path: string }) => shellHeader(path, facts),
  footer:
    "Every figure names its method, its basis and its as-of date. Made with Tideline, from the exports alone.",
};
