import { expect, it } from "vitest";
import type { TypedGraph } from "../../../compiler/ir/graph.ts";
import { drawScheme } from "../../../reports/drawing/draw.ts";
import type { Item, Level, Row } from "../../../reports/drawing/scheme.ts";
import { foldablePaths, schemeOf } from "../../../reports/drawing/scheme-of.ts";
import { renderSvg } from "../../../reports/drawing/svg.ts";
import { checkSpecFile, checkText, modelOf } from "../../support/check.ts";

const unit = `block Unit(stride: int = 1) {
  input x: features[C, H, W]
  conv = conv2d(4, kernel: 3, stride: stride, padding: 1)
  bn   = batchnorm()
  relu()
}
`;

function net(body: string): TypedGraph {
  return modelOf(`${unit}model Net {
  input image: image[1, 32, 32] in 0..1
  ${body}
  avgpool = adaptive_avgpool2d(1)
  flatten()
  fc = linear(2)
  output nose: points[1]
}
`);
}

/** What is drawn, a line each: names and callees of a box's rows, or a frame's with what is in it. */
function drawn(graph: TypedGraph, depth: number, ...expanded: string[]): string[] {
  const lines = ({ items }: Level): string[] => items.flatMap((item) => linesOf(item));
  const linesOf = (item: Item): string[] =>
    item.kind === "box"
      ? [item.rows.map(rowText).join(" | ")]
      : [`{ ${rowText(item.header)}`, ...lines(item.level), "}"];
  return lines(schemeOf(graph, { depth, expanded }).level).slice(1, -4);
}

function rowText({ name, callee, times }: Row): string {
  return `${name} ${callee}${times === 1 ? "" : ` × ${times}`}`.trim();
}

it("draws a block as one box until it is opened", () => {
  const graph = net("first = Unit()");
  expect(drawn(graph, 0)).toEqual(["first Unit"]);
  expect(drawn(graph, 1)).toEqual(["{ first Unit", "conv conv2d | bn batchnorm | relu", "}"]);
  expect(drawn(graph, 0, "first")).toEqual(drawn(graph, 1));
});

it("draws turns that do the same once, and says how often", () => {
  const graph = net("layer = repeat i in 0..<4 { Unit(stride: if i == 0 then 2 else 1) }");
  expect(drawn(graph, 0)).toEqual(["layer Unit × 4"]);
  expect(drawn(graph, 1)).toEqual(["{ layer Unit × 4", "0 Unit", "1 to 3 Unit × 3", "}"]);
  // The third turn is shown by the second.
  expect(drawn(graph, 0, "layer.3")).toEqual([
    "{ layer Unit × 4",
    "0 Unit",
    "{ 1 to 3 Unit × 3",
    "conv conv2d | bn batchnorm | relu",
    "}",
    "}",
  ]);
});

it("draws a repeat whose turns are all alike as the block", () => {
  const graph = net("layer = repeat i in 0..<3 { Unit() }");
  expect(drawn(graph, 0)).toEqual(["layer Unit × 3"]);
  expect(drawn(graph, 1)).toEqual(["{ layer Unit × 3", "conv conv2d | bn batchnorm | relu", "}"]);
});

it("draws turns with names of their own once, too", () => {
  const graph = net(`repeat i in 0..<3 { "unit\${i}" = Unit() }`);
  expect(drawn(graph, 0)).toEqual(["unit0 to unit2 Unit × 3"]);
  expect(drawn(net("first = Unit(); second = Unit()"), 0)).toEqual(["first Unit", "second Unit"]);
});

it("counts turns within turns", () => {
  const graph = net("layer = repeat i in 0..<2 { a = Unit(); b = repeat j in 0..<3 { Unit() } }");
  expect(drawn(graph, 1)).toEqual(["{ layer Unit × 2", "a Unit", "b Unit × 3", "}"]);
});

it("says of sizes that differ from turn to turn where they begin and end", () => {
  const graph = net(
    "grow = repeat i in 0..<3 { before = relu(); branch wider from before { Unit() }; concat(before) }",
  );
  const frame = schemeOf(graph, { depth: 1, expanded: [] }).level.items[1]!;
  expect(frame).toMatchObject({ kind: "frame", header: { times: 3 } });
  const shapes =
    frame.kind === "frame" ? frame.level.items.flatMap(({ outputs }) => outputs.map(({ shape }) => shape)) : [];
  expect(shapes).toContain("[1 to 4, 32, 32]");
});

it("adds up the parameters of all turns", () => {
  const graph = net("layer = repeat i in 0..<3 { Unit() }");
  const box = schemeOf(graph, { depth: 0, expanded: [] }).level.items[1]!;
  const count = 4 * 9 + 4 + 8 + 2 * (4 * 4 * 9 + 4 + 8);
  expect(box).toMatchObject({ rows: [{ details: [`${count} parameters`] }] });
});

it("draws a branch beside what it goes around, and no edge from a turn to the one before", () => {
  const graph = checkSpecFile("resnet50").models.get("ResNet50")!;
  const { edges } = drawScheme(schemeOf(graph, { depth: 2, expanded: [] }));
  const into = (id: string) => edges.filter(({ to }) => to === id).map(({ from }) => from);
  expect(into("layer1.0.add#1")).toEqual(["layer1.0.conv3", "layer1.0.downsample.0"]);
  expect(into("layer1.1.add#1")).toEqual(["layer1.1.conv3", "#entrance"]);
  expect(into("layer1.1")).toEqual(["layer1.0"]);
});

it("knows what can be opened", () => {
  const graph = net("layer = repeat i in 0..<2 { Unit() }");
  expect(foldablePaths(graph)).toEqual(["layer", "layer.0", "layer.1"]);
});

it("names steps within blocks that are called like the edges of a frame", () => {
  const graph = net("entering = Unit(); leaving = Unit()");
  expect(drawn(graph, 0)).toEqual(["entering Unit", "leaving Unit"]);
});

it("gives every step the place where it is written, and the same bytes every time", () => {
  const text = `${unit}model Net {\n  input image: image[1, 8, 8] in 0..1\n  first = Unit()\n  output maps: features[4, 8, 8]\n}\n`;
  const { models, lookup } = checkText(text);
  const svg = (depth: number) => renderSvg(drawScheme(schemeOf(models.get("Net")!, { depth, expanded: [] })), lookup);
  expect(svg(0)).toContain('data-path="first" data-file="spec.kpnet" data-line="9" data-column="3" data-open="false"');
  expect(svg(1)).toContain('data-path="first" data-file="spec.kpnet" data-line="9" data-column="3" data-open="true"');
  expect(svg(1)).toContain('data-path="first.bn" data-file="spec.kpnet" data-line="4" data-column="3">');
  expect(svg(1)).toBe(svg(1));
});
