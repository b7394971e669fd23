import { theme } from "../charts/theme.ts";
import { fontFamily, fontSize } from "./text-size.ts";

type Ground = 0 | 1;

function colors(ground: Ground): string {
  const color = (name: keyof typeof theme) => theme[name][ground];
  return [
    `.ground{fill:${color("ground")}}`,
    `.box{fill:${color("raised")};stroke:${color("line")}}`,
    `.block{stroke:${color("accent")}}`,
    `.end{fill:${color("ground")};stroke:${color("faint")}}`,
    `.frame{fill:none;stroke:${color("accent")}}`,
    `.rule{stroke:${color("line")}}`,
    `.edge{stroke:${color("faint")}}`,
    `.arrow{fill:${color("faint")}}`,
    `.name,.title{fill:${color("text")}}`,
    `.callee{fill:${color("text")}}`,
    `.times{fill:${color("accent")}}`,
    `.detail,.brief,.shape{fill:${color("faint")}}`,
  ].join("");
}

/** Colours for light ground, and for dark ground where the reader's system asks for it. */
export function svgStyle(): string {
  return [
    `text{font-family:${fontFamily};font-size:${fontSize.row}px}`,
    `.title{font-size:${fontSize.title}px;font-weight:700}`,
    ".name,.times{font-weight:700}",
    `.detail,.brief,.shape{font-size:${fontSize.detail}px}`,
    ".edge{fill:none;stroke-width:1.3}",
    colors(0),
    `@media (prefers-color-scheme:dark){${colors(1)}}`,
  ].join("\n");
}
