const namespace = "http://www.w3.org/2000/svg";
const inherited = [
  "fill",
  "stroke",
  "stroke-width",
  "stroke-dasharray",
  "opacity",
  "fill-opacity",
  "stroke-opacity",
  "font-family",
  "font-size",
  "font-weight",
  "text-anchor",
  "letter-spacing",
  "font-variant-numeric",
  "stroke-linecap",
  "stroke-linejoin",
  "visibility",
  "display",
] as const;

/** What stands around the chart in a saved picture, so that it explains itself on a slide. */
export interface PictureWords {
  claim: string;
  subtitle: string;
  caveat: string;
  source: string;
}

function wrap(text: string, width: number, size: number): string[] {
  const context = document.createElement("canvas").getContext("2d");
  const measure = (line: string) => {
    if (!context) return line.length * size * 0.55;
    context.font = `${size}px Inter, sans-serif`;
    return context.measureText(line).width;
  };
  const lines: string[] = [];
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines.at(-1);
    if (last !== undefined && measure(`${last} ${word}`) <= width)
      lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

function styledCopy(chart: SVGSVGElement): SVGSVGElement {
  const stage = document.createElement("div");
  stage.className = "picture-stage";
  const copy = chart.cloneNode(true) as SVGSVGElement;
  stage.append(copy);
  document.body.append(stage);
  for (const element of [copy, ...copy.querySelectorAll<SVGElement>("*")]) {
    const style = getComputedStyle(element);
    for (const name of inherited) {
      const value = style.getPropertyValue(name);
      if (value) element.setAttribute(name, value);
    }
    for (const name of ["class", "style", "tabindex", "role", "aria-label"]) element.removeAttribute(name);
  }
  stage.remove();
  return copy;
}

/** The chart as a picture of its own in the light palette, with its claim above and its caveat and source below. */
export function chartPicture(chart: SVGSVGElement, words: PictureWords): SVGSVGElement {
  const edge = 24;
  const copy = styledCopy(chart);
  const width = chart.width.baseVal.value || chart.getBoundingClientRect().width;
  const height = chart.height.baseVal.value || chart.getBoundingClientRect().height;
  const picture = document.createElementNS(namespace, "svg");
  let y = edge;
  const write = (text: string, size: number, weight: number, colour: string, gap: number) => {
    for (const line of wrap(text, width, size)) {
      y += size * 1.3;
      const element = document.createElementNS(namespace, "text");
      const attributes = {
        x: edge,
        y,
        fill: colour,
        "font-family": "Inter, system-ui, sans-serif",
        "font-size": size,
        "font-weight": weight,
      };
      for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, String(value));
      element.textContent = line;
      picture.append(element);
    }
    y += gap;
  };
  write(words.claim, 17, 650, "#15202b", 2);
  write(words.subtitle, 12, 400, "#5f6b76", 14);
  copy.setAttribute("x", String(edge));
  copy.setAttribute("y", String(y));
  picture.append(copy);
  y += height + 8;
  write(words.caveat, 11, 400, "#5f6b76", 4);
  write(words.source, 11, 400, "#5f6b76", 0);
  const size = { width: width + 2 * edge, height: y + edge };
  const paper = document.createElementNS(namespace, "rect");
  for (const [name, value] of Object.entries({ ...size, fill: "#ffffff" }))
    paper.setAttribute(name, String(value));
  picture.prepend(paper);
  picture.setAttribute("xmlns", namespace);
  picture.setAttribute("viewBox", `0 0 ${size.width} ${size.height}`);
  picture.setAttribute("width", String(size.width));
  picture.setAttribute("height", String(size.height));
  return picture;
}

async function interAsStyle(): Promise<string> {
  const link = document.querySelector<HTMLLinkElement>('link[rel="preload"][as="font"]');
  if (!link) return "";
  const bytes = new Uint8Array(await (await fetch(link.href)).arrayBuffer());
  let text = "";
  for (let start = 0; start < bytes.length; start += 8192)
    text += String.fromCharCode(...bytes.subarray(start, start + 8192));
  return `@font-face{font-family:Inter;font-weight:100 900;src:url(data:font/woff2;base64,${btoa(text)}) format("woff2")}`;
}

/** The picture as text of an SVG file. */
export function svgText(picture: SVGSVGElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(picture)}\n`;
}

/** The picture as a PNG of twice its size, in Inter. */
export async function pngBlob(picture: SVGSVGElement): Promise<Blob> {
  const copy = picture.cloneNode(true) as SVGSVGElement;
  const style = document.createElementNS(namespace, "style");
  style.textContent = await interAsStyle();
  copy.prepend(style);
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(2 * Number(picture.getAttribute("width")));
  canvas.height = Math.round(2 * Number(picture.getAttribute("height")));
  canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((done, fail) =>
    canvas.toBlob(
      (blob) =>
        blob
          ? done(blob)
          : fail(new Error("pngBlob: the browser drew nothing, got null; save the SVG instead")),
      "image/png",
    ),
  );
}
