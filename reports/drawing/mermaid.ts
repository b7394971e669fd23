import type { ValueId } from "../../compiler/ir/graph.ts";
import { timesText } from "./measure.ts";
import { boxesIn, entrance, exit, type Item, type Level, type Row, type Scheme } from "./scheme.ts";

/** The drawing as a Mermaid flowchart, which GitHub, GitLab and many editors draw inside of Markdown. */
export function renderMermaid({ name, summary, level }: Scheme): string {
  const names = new Map(boxesIn(level).map((id, index) => [id, `n${index}`]));
  const shapes = shapesIn(level);
  const links = linksIn(level, () => []).map(({ from, to, value }) => {
    return `  ${names.get(from)} -->|${quoted(shapes.get(value) ?? "")}| ${names.get(to)}`;
  });
  const boxes = level.items.flatMap((item) => itemLines(item, names, "  "));
  return ["---", `title: ${JSON.stringify(`${name}: ${summary}`)}`, "---", "flowchart TD", ...boxes, ...links, ""].join(
    "\n",
  );
}

function itemLines(item: Item, names: ReadonlyMap<string, string>, indent: string): string[] {
  if (item.kind === "box") {
    const label = quoted(item.rows.map(rowText).join("<br/>"));
    const [left, right] = brackets[item.look];
    return [`${indent}${names.get(item.id)}${left}${label}${right}`];
  }
  const id = `in_${boxesIn(item.level).map((box) => names.get(box))[0]}_${indent.length}`;
  const inside = item.level.items.flatMap((each) => itemLines(each, names, `${indent}  `));
  return [`${indent}subgraph ${id}[${quoted(lineOf(item.header))}]`, ...inside, `${indent}end`];
}

/** Mermaid's shapes: rounded ends, boxes, boxes with double sides. */
const brackets = {
  input: ["([", "])"],
  output: ["([", "])"],
  step: ["[", "]"],
  block: ["[[", "]]"],
} as const;

function rowText(row: Row): string {
  return [headOf(row), ...row.details].map(escaped).join("<br/>");
}

/** On one line: Mermaid has no room for more above what is in a frame. */
function lineOf(row: Row): string {
  return [headOf(row), ...row.details].map(escaped).join(", ");
}

function headOf(row: Row): string {
  return [row.name, row.callee, row.brief, timesText(row)].filter((text) => text !== "").join(" ");
}

function escaped(text: string): string {
  return text.replaceAll("#", "#35;").replaceAll('"', "#quot;").replaceAll("<", "#lt;").replaceAll(">", "#gt;");
}

function quoted(label: string): string {
  return `"${label}"`;
}

/** Shapes of the values that flow out of something. */
function shapesIn({ items, leaving }: Level): ReadonlyMap<ValueId, string> {
  const own = [...items.flatMap(({ outputs }) => outputs), ...leaving].filter(({ shape }) => shape !== "");
  const inner = items.flatMap((item) => (item.kind === "frame" ? [...shapesIn(item.level)] : []));
  return new Map([...inner, ...own.map(({ value, shape }) => [value, shape] as const)]);
}

interface Link {
  readonly from: string;
  readonly to: string;
  readonly value: ValueId;
}

/** Links from box to box, through the frames around them; `beyond` gives the boxes that a value reaches outside of the level. */
function linksIn(level: Level, beyond: (value: ValueId) => readonly string[]): Link[] {
  const items = new Map(level.items.map((item) => [item.id, item]));
  const reachedFrom = (from: string, value: ValueId): readonly string[] =>
    level.edges.filter((edge) => edge.from === from && edge.value === value).flatMap(({ to }) => reached(to, value));
  const reached = (to: string, value: ValueId): readonly string[] => {
    if (to === exit) return beyond(value);
    const item = items.get(to)!;
    return item.kind === "box" ? [to] : entered(item.level, value, (out) => reachedFrom(to, out));
  };
  return level.items.flatMap((item) => {
    if (item.kind === "frame") return linksIn(item.level, (value) => reachedFrom(item.id, value));
    return item.outputs.flatMap(({ value }) => reachedFrom(item.id, value).map((to) => ({ from: item.id, to, value })));
  });
}

/** The boxes that a value reaches which enters a level. */
function entered(level: Level, value: ValueId, beyond: (value: ValueId) => readonly string[]): readonly string[] {
  return level.edges
    .filter((edge) => edge.from === entrance && edge.value === value)
    .flatMap(({ to }): readonly string[] => {
      if (to === exit) return beyond(value);
      const item = level.items.find(({ id }) => id === to)!;
      return item.kind === "box" ? [to] : entered(item.level, value, beyond);
    });
}
