import { type InlayHint, InlayHintKind, type Range } from "vscode-languageserver/node.js";
import { typeExamples } from "../../../compiler/index.ts";
import { type Shape, sameShape } from "../../../compiler/ir/shape.ts";
import type { Place } from "../../../diagnostics/place.ts";
import type { Declaration } from "../../../grammar/tree.ts";
import { networkAt, type Visit, visitsOf } from "../networks.ts";
import type { Settings } from "../settings.ts";
import type { FileSpot } from "../spot.ts";
import { type NestedStatement, stepsIn } from "../statements.ts";
import { countText, flowText, newRange, shapeText } from "../wording.ts";

/** A hint, and where it stands in the file. */
interface Hint {
  readonly offset: number;
  readonly label: string;
  readonly tooltip?: string;
}

/** What flows out of each step in a part of a file, and how many parameters its models have. */
export function inlayHints(spot: FileSpot, range: Range, { inlayHints: wanted }: Settings): InlayHint[] {
  const document = spot.project.document(spot.path);
  const [start, end] = [document.offsetAt(range.start), document.offsetAt(range.end)];
  const declarations = spot.project
    .tree(spot.path)
    .declarations.filter(({ offset, span }) => offset <= end && offset + span.end >= start);
  return declarations
    .flatMap((declaration) => [
      ...(wanted.parameters ? parameterCount(spot, declaration) : []),
      ...(wanted.shapes || wanted.ranges ? flows(spot, declaration, wanted) : []),
    ])
    .filter(({ offset }) => offset >= start && offset <= end)
    .map(({ offset, label, tooltip }) => ({
      position: document.positionAt(offset),
      label,
      kind: InlayHintKind.Type,
      paddingLeft: true,
      ...(tooltip === undefined ? {} : { tooltip: { kind: "markdown", value: tooltip } }),
    }));
}

/** Behind the first line of a model. */
function parameterCount({ project, path }: FileSpot, { key, offset }: Declaration): Hint[] {
  const graph = networkAt(project, path, key)?.graph;
  if (graph === undefined || !("cost" in graph)) return [];
  const lineEnd = project.document(path).getText().indexOf("\n", offset);
  return lineEnd < 0 ? [] : [{ offset: lineEnd, label: `${countText(graph.cost.parameters)} parameters` }];
}

type Wanted = Settings["inlayHints"];

function flows(spot: FileSpot, declaration: Declaration, wanted: Wanted): Hint[] {
  if (declaration.kind === "examples" || (declaration.kind === "variant" && declaration.of === "examples"))
    return exampleFlows(spot, declaration, wanted);
  return stepsIn(declaration).flatMap((nested) => stepFlow(spot, declaration, nested, wanted));
}

function stepFlow(spot: FileSpot, declaration: Declaration, nested: NestedStatement, wanted: Wanted): Hint[] {
  const { span } = nested.statement;
  if (isToldAround(spot, declaration, nested)) return [];
  const visits = visitsOf(spot.project, { file: spot.path, declaration: declaration.key, span });
  const label = labelOf(visits, wanted);
  if (label === undefined) return [];
  const hint = { offset: declaration.offset + span.end, label };
  return visits.length < 2 ? [hint] : [{ ...hint, tooltip: turnsText(visits) }];
}

/** The step around it ends on the same line, and has a hint of its own. */
function isToldAround(
  { project, path }: FileSpot,
  { offset }: Declaration,
  { statement, around }: NestedStatement,
): boolean {
  if (around === undefined) return false;
  const between = project
    .document(path)
    .getText()
    .slice(offset + statement.span.end, offset + around.span.end);
  return !between.includes("\n");
}

function labelOf(visits: readonly Visit[], wanted: Wanted): string | undefined {
  const shapes = distinct(visits.flatMap(({ after }) => (after.shape === undefined ? [] : [after.shape])));
  const [first, last] = [shapes[0], shapes.at(-1)];
  if (first === undefined) return undefined;
  const shape = shapes.length === 1 ? shapeText(first) : `${shapeText(first)} … ${shapeText(last)}`;
  const ranges = new Set(visits.map(({ before, after }) => newRange(before.range, after.range)));
  const [range] = ranges.size === 1 ? ranges : [];
  const parts = [...(wanted.shapes ? [shape] : []), ...(wanted.ranges && range !== undefined ? [`in ${range}`] : [])];
  return parts.length === 0 ? undefined : parts.join(" ");
}

function distinct(shapes: readonly Shape[]): Shape[] {
  return shapes.filter((shape, index) => shapes.findIndex((other) => sameShape(other, shape)) === index);
}

const mostTurns = 40;

function turnsText(visits: readonly Visit[]): string {
  const lines = visits.slice(0, mostTurns).map(({ path, after }) => `- ${path}: ${flowText(after)}`);
  const more = visits.length > mostTurns ? [`- and ${visits.length - mostTurns} more`] : [];
  return [...lines, ...more].join("\n");
}

/** What a picture is after each step that changes its shape or range. */
function exampleFlows({ project, path }: FileSpot, { key, name, offset }: Declaration, wanted: Wanted): Hint[] {
  const plan = project.fresh().elaborated("examples", { file: path, key, name: name?.text ?? "" }).value;
  if (plan === undefined) return [];
  let before: { readonly shape: Shape; readonly range: { low: number; high: number } } | undefined;
  return typeExamples(plan, "train").steps.flatMap(({ step, type: { image } }) => {
    const { place } = step.origin;
    const isNew = before === undefined || !sameShape(before.shape, image.shape);
    const range = newRange(before?.range, image.range);
    before = image;
    const parts = [
      ...(wanted.shapes && isNew ? [shapeText(image.shape)] : []),
      ...(wanted.ranges && range !== undefined ? [`in ${range}`] : []),
    ];
    return isIn(place, path, key) && parts.length > 0
      ? [{ offset: offset + place.span.end, label: parts.join(" ") }]
      : [];
  });
}

function isIn(place: Place, file: string, key: string): boolean {
  return place.file === file && place.declaration === key;
}
