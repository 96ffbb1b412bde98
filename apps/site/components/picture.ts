const namespace = "http://www.w3.org/2000/svg";
const kept = [
  "fill",
  "fill-opacity",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "stroke-opacity",
  "stroke-linecap",
  "stroke-linejoin",
  "opacity",
  "font-size",
  "font-weight",
  "text-anchor",
  "paint-order",
  "visibility",
  "display",
] as const;
const ink = "#15202b";
const muted = "#5b6873";
const font = "Inter, system-ui, sans-serif";

/** What stands around the chart in a saved picture, so that it explains itself on a slide. */
export interface PictureWords {
  claim: string;
  subtitle: string;
  caveat: string;
  source: string;
}

function svg<Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Record<string, string | number>,
  text = "",
) {
  const element = document.createElementNS(namespace, tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
  if (text) element.textContent = text;
  return element;
}

function wrap(text: string, width: number, size: number): string[] {
  const context = document.createElement("canvas").getContext("2d");
  if (context) context.font = `${size}px ${font}`;
  const measure = (line: string) => context?.measureText(line).width ?? line.length * size * 0.55;
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && measure(`${last} ${word}`) <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

/** A copy whose colours are those of the light palette, written into each element. */
function styledCopy(chart: SVGSVGElement): SVGSVGElement {
  const stage = document.createElement("div");
  stage.className = "picture-stage";
  const copy = chart.cloneNode(true) as SVGSVGElement;
  stage.append(copy);
  document.body.append(stage);
  for (const element of [copy, ...copy.querySelectorAll<SVGElement>("*")]) {
    const style = getComputedStyle(element);
    for (const name of kept) {
      const value = style.getPropertyValue(name);
      if (value) element.setAttribute(name, value);
    }
    for (const name of ["class", "style", "tabindex", "role", "aria-label"]) element.removeAttribute(name);
  }
  for (const one of copy.querySelectorAll("style")) one.remove();
  stage.remove();
  copy.setAttribute("font-family", font);
  return copy;
}

/**
 * The charts of a figure as one picture in the light palette, at the places they have on the page, with the claim
 * above and caveat and source below.
 */
export function chartPicture(place: HTMLElement, words: PictureWords): SVGSVGElement {
  const edge = 24;
  const frame = place.getBoundingClientRect();
  const picture = svg("svg", { xmlns: namespace, "font-family": font });
  let y = edge;
  const write = (text: string, size: number, weight: number, colour: string, gap: number) => {
    for (const line of wrap(text, frame.width, size)) {
      y += size * 1.3;
      picture.append(
        svg("text", { x: edge, y, fill: colour, "font-size": size, "font-weight": weight }, line),
      );
    }
    y += gap;
  };
  write(words.claim, 17, 650, ink, 2);
  write(words.subtitle, 12, 400, muted, 14);
  for (const title of place.querySelectorAll("figcaption")) {
    const box = title.getBoundingClientRect();
    const at = { x: edge + box.left - frame.left, y: y + box.bottom - frame.top - 5 };
    picture.append(
      svg("text", { ...at, fill: ink, "font-size": 12.5, "font-weight": 600 }, title.textContent ?? ""),
    );
  }
  for (const chart of place.querySelectorAll<SVGSVGElement>("svg")) {
    if (chart.parentElement?.closest("svg")) continue;
    const box = chart.getBoundingClientRect();
    const copy = styledCopy(chart);
    copy.setAttribute("x", String(edge + box.left - frame.left));
    copy.setAttribute("y", String(y + box.top - frame.top));
    picture.append(copy);
  }
  y += frame.height + 8;
  write(words.caveat, 11, 400, muted, 4);
  write(words.source, 11, 400, muted, 0);
  const size = { width: Math.round(frame.width + 2 * edge), height: Math.round(y + edge) };
  picture.prepend(svg("rect", { ...size, fill: "#ffffff" }));
  for (const [name, value] of Object.entries(size)) picture.setAttribute(name, String(value));
  picture.setAttribute("viewBox", `0 0 ${size.width} ${size.height}`);
  return picture;
}

async function interAsStyle(): Promise<string> {
  const link = document.querySelector<HTMLLinkElement>('link[rel="preload"][as="font"]');
  if (!link) return "";
  const bytes = new Uint8Array(await (await fetch(link.href)).arrayBuffer());
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192)
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  return `@font-face{font-family:Inter;font-weight:100 900;src:url(data:font/woff2;base64,${btoa(text)}) format("woff2")}`;
}

/** The picture as text of an SVG file. */
export function svgText(picture: SVGSVGElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(picture)}\n`;
}

/** The picture as a PNG of twice its size, in Inter. */
export async function pngBlob(picture: SVGSVGElement): Promise<Blob> {
  picture.prepend(svg("style", {}, await interAsStyle()));
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(picture))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = 2 * Number(picture.getAttribute("width"));
  canvas.height = 2 * Number(picture.getAttribute("height"));
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
  if (!blob) throw new Error("pngBlob: the browser drew no picture, got null; save the SVG instead");
  return blob;
}
