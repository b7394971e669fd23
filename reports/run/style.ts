import { themeCss } from "../charts/theme.ts";

/** The look of a report: one column of text, charts side by side where there is room, in light and dark. */
export function style(): string {
  return `${themeCss()}
* { box-sizing: border-box; }
body { margin: 0; background: var(--ground); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
main { max-width: 68rem; margin: 0 auto; padding: 1rem; }
h1 { margin: 0.5rem 0; font-size: 1.8rem; overflow-wrap: anywhere; }
h2 { margin: 0 0 0.5rem; font-size: 1.5rem; }
h3 { margin: 2rem 0 0.5rem; font-size: 1.2rem; }
h4 { margin: 1rem 0 0.5rem; }
a { color: var(--accent); }
nav a { margin-right: 1rem; }
.lead, .note, figcaption, caption { color: var(--faint); }
.note, figcaption, caption { font-size: 0.875rem; }
.remark { padding: 0.5rem 0.75rem; border-left: 4px solid var(--series1); background: var(--raised); }
.run { margin-top: 3rem; padding-top: 2rem; border-top: 2px solid var(--line); }
.charts { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 24rem), 1fr)); gap: 1rem; }
figure { margin: 0; }
.chart svg { display: block; width: 100%; height: auto; }
.wide { margin: 1rem 0; overflow-x: auto; }
table { border-collapse: collapse; font-variant-numeric: tabular-nums; }
caption { text-align: left; padding-bottom: 0.25rem; }
th, td { padding: 0.3rem 1rem 0.3rem 0; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
thead th { color: var(--faint); font-weight: 600; font-size: 0.875rem; }
tbody th { font-weight: 400; min-width: 9rem; }
td { min-width: 6rem; overflow-wrap: anywhere; }
.apart { color: var(--faint); }
abbr { text-decoration: none; cursor: help; }
.gallery { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(48%, 16rem), 1fr)); gap: 0.75rem; }
.gallery img, .one img, .face { display: block; max-width: 100%; height: auto; border-radius: 4px; }
.gallery img { width: 100%; }
.one { max-width: 44rem; margin: 0.75rem 0; }
.one .face { width: 100%; }
.pixels { image-rendering: pixelated; }
.truth { color: var(--series2); }
.seen { color: var(--series1); }
summary { cursor: pointer; }
.spec { margin: 0.5rem 0; padding: 0.75rem; overflow-x: auto; background: var(--raised); border-radius: 4px; font: 13px/1.5 ui-monospace, monospace; }
.shape { display: inline-block; width: var(--shapes); margin-right: 2ch; color: var(--accent); white-space: nowrap; overflow: hidden; vertical-align: bottom; text-align: right; }
@media (max-width: 40rem) { .spec { font-size: 11px; } .spec .shape { margin-right: 1ch; } }
`;
}
