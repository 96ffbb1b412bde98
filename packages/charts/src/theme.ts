/**
 * The colours and sizes of every figure. Colours are CSS custom properties of the site's stylesheet, so light, dark
 * and print need no second drawing; the fallback after the comma is the light palette, so a saved SVG stands alone.
 */
export const theme = {
  ink: "var(--ink, #15202b)",
  muted: "var(--muted, #667380)",
  hairline: "var(--hairline, #e3e7ea)",
  paper: "var(--paper, #ffffff)",
  gain: "var(--gain, #0b7a6b)",
  gainTint: "var(--gain-tint, #63b3a6)",
  loss: "var(--loss, #b5432a)",
  lossTint: "var(--loss-tint, #e0a094)",
  link: "var(--link, #2457c5)",
  selectionTint: "var(--selection-tint, #f1f5fd)",
  font: "var(--chart-font, 'Inter Variable', Inter, system-ui, sans-serif)",
} as const;

/** What a mark says: a balance, a gain, a loss, a difference that is neither, or what is beside the matter (hatched). */
export type Tone = "total" | "gain" | "loss" | "plain" | "neutral";

/** The fill of a tone. */
export const toneFill: Record<Tone, string> = {
  total: theme.ink,
  gain: theme.gain,
  loss: theme.loss,
  plain: theme.muted,
  neutral: theme.muted,
};

/** Labels are 11 px everywhere, lines of labels 13 px apart. */
export const fontSize = 11;
export const lineHeight = 13;

/** Keeps text readable where it crosses a line: a rim in the colour of the paper. */
export const halo = {
  "paint-order": "stroke",
  stroke: theme.paper,
  "stroke-width": 3,
  "stroke-linejoin": "round",
} as const;

/** Below this many customers a rate moves by more than 5 points when one leaves: it is marked as small. */
export const smallCount = 20;
