import { describe, expect, it } from "vitest";
import { drawScheme } from "../../../reports/drawing/draw.ts";
import { renderMermaid } from "../../../reports/drawing/mermaid.ts";
import { entrance, exit } from "../../../reports/drawing/scheme.ts";
import { schemeOf } from "../../../reports/drawing/scheme-of.ts";
import { models } from "./models.ts";

/** The lines of Mermaid's flowcharts that are used here: https://mermaid.js.org/syntax/flowchart.html */
const label = '"[^"<>]*(?:<br/>[^"<>]*)*"';
const forms = {
  box: new RegExp(`^ +(n\\d+)(?:\\(\\[${label}\\]\\)|\\[\\[${label}\\]\\]|\\[${label}\\])$`),
  frame: new RegExp(`^ +subgraph (in_n\\d+_\\d+)\\[${label}\\]$`),
  end: /^ +end$/,
  link: /^ {2}(n\d+) -->\|"[^"<>]+"\| (n\d+)$/,
};

const flowcharts = models.flatMap(([name, graph]) =>
  [0, 2].map((depth) => [`${name} at depth ${depth}`, schemeOf(graph, { depth, expanded: [] })] as const),
);

describe.each(flowcharts)("the flowchart of %s", (_, scheme) => {
  const [head, title, foot, kind, ...lines] = renderMermaid(scheme).trimEnd().split("\n");
  const found = lines.map((line) => {
    const form = Object.entries(forms).find(([, pattern]) => pattern.test(line))?.[0];
    return { line, form, names: form === undefined ? [] : forms[form as keyof typeof forms].exec(line)!.slice(1) };
  });
  const of = (form: string) => found.filter((each) => each.form === form).map(({ names }) => names);

  it("has only lines that Mermaid reads", () => {
    expect([head, foot, kind]).toEqual(["---", "---", "flowchart TD"]);
    expect(JSON.parse(title!.replace("title: ", ""))).toContain(scheme.name);
    expect(found.filter(({ form }) => form === undefined)).toEqual([]);
    expect(of("end").length).toBe(of("frame").length);
    expect(new Set(of("frame").flat()).size).toBe(of("frame").length);
  });

  it("links boxes that are there, as often as edges of the drawing end at boxes", () => {
    const boxes = of("box").flat();
    expect(new Set(boxes).size).toBe(boxes.length);
    for (const end of of("link").flat()) expect(boxes).toContain(end);
    const drawing = drawScheme(scheme);
    const ids = new Set(drawing.boxes.map(({ item }) => item.id));
    const ending = drawing.edges.filter(({ to }) => ids.has(to));
    expect(ending.every(({ to }) => to !== entrance && to !== exit)).toBe(true);
    expect(of("link").length).toBe(ending.length);
  });
});

it("keeps signs that mean something to Mermaid out of labels", () => {
  const [, graph] = models.find(([name]) => name.startsWith("NoseNet "))!;
  const scheme = schemeOf({ ...graph, name: 'A "B" #1' }, { depth: 0, expanded: [] });
  const first = scheme.level.items[0]!;
  if (first.kind !== "box") throw new Error("the input is a box");
  const odd = { ...first, rows: [{ ...first.rows[0]!, callee: 'a "quoted" <b> #tag' }] };
  const text = renderMermaid({ ...scheme, level: { ...scheme.level, items: [odd, ...scheme.level.items.slice(1)] } });
  expect(text).toContain("a #quot;quoted#quot; #lt;b#gt; #35;tag");
});
