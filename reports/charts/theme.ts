/** Colours of pages and charts by name: on light ground, on dark ground. Text has a contrast of at least 4.5 on its ground. */
export const theme = {
  ground: ["#ffffff", "#15181d"],
  raised: ["#f4f6f8", "#1e2329"],
  text: ["#1b1f24", "#e6e9ed"],
  faint: ["#59636e", "#9aa4af"],
  line: ["#d5dae0", "#363d46"],
  accent: ["#0a58ca", "#7ab3ff"],
  series0: ["#0a58ca", "#6ea8fe"],
  series1: ["#c2410c", "#fb923c"],
  series2: ["#2b7a37", "#69c779"],
  series3: ["#8b2fc9", "#cc8bf5"],
  series4: ["#0b7285", "#4cc9dd"],
  series5: ["#c2255c", "#f783ac"],
  series6: ["#7a5b00", "#e0b84c"],
  series7: ["#4a5158", "#adb5bd"],
} as const satisfies Readonly<Record<string, readonly [light: string, dark: string]>>;

export type ColorName = keyof typeof theme;

/** As CSS and inline SVG name a colour of the theme. */
export function color(name: ColorName): string {
  return `var(--${name})`;
}

/** The colour of the n-th of several lines; after eight they begin anew. */
export function seriesColor(index: number): string {
  return color(`series${index % 8}` as ColorName);
}

/** The theme as CSS variables that follow what the reader's system asks for. */
export function themeCss(): string {
  const variables = (at: 0 | 1) =>
    Object.entries(theme)
      .map(([name, pair]) => `--${name}: ${pair[at]};`)
      .join(" ");
  return `:root { color-scheme: light dark; ${variables(0)} }\n@media (prefers-color-scheme: dark) { :root { ${variables(1)} } }`;
}

/** A drawing with the light theme's colours in place of their names, on a ground of its own: what becomes of it as a file. */
export function standalone(svg: string): string {
  const colored = svg.replace(/var\(--(\w+)\)/g, (whole, name: string) => theme[name as ColorName]?.[0] ?? whole);
  return colored
    .replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ')
    .replace(/(<svg[^>]*>)/, `$1<rect width="100%" height="100%" fill="${theme.ground[0]}"/>`);
}
