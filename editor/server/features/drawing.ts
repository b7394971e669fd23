import type { TypedGraph } from "../../../compiler/ir/graph.ts";
import { drawScheme, mostBoxes } from "../../../reports/drawing/draw.ts";
import { boxesIn } from "../../../reports/drawing/scheme.ts";
import { schemeOf } from "../../../reports/drawing/scheme-of.ts";
import { renderSvg } from "../../../reports/drawing/svg.ts";
import type { DrawingAnswer, DrawingParams } from "../../protocol.ts";
import type { FileSpot } from "../spot.ts";

/** A model's drawing, as far as the model has no errors. */
export function drawing(spot: FileSpot, { model: named, position, expanded }: DrawingParams): DrawingAnswer {
  const { project, path, workspace } = spot;
  const checked = project.check(path);
  const models = [...checked.graphs.keys()];
  const model = named ?? (position && modelAt(spot, project.document(path).offsetAt(position))) ?? models[0];
  if (model === undefined) return { models, files: {}, problem: "There is no model in this file." };
  const graph = checked.models.get(model);
  if (graph === undefined) {
    const problem = models.includes(model) ? `${model} has errors.` : `There is no model named ${model} any more.`;
    return { models, model, files: {}, problem };
  }
  const files = filesOf(graph).map((file) => [file, workspace.uri({ project, path: file })]);
  return { models, model, files: Object.fromEntries(files), ...drawn(graph, expanded, project.lookup) };
}

function drawn(
  graph: TypedGraph,
  expanded: readonly string[],
  lookup: Parameters<typeof renderSvg>[1],
): Pick<DrawingAnswer, "svg" | "problem"> {
  const scheme = schemeOf(graph, { depth: 0, expanded });
  const count = boxesIn(scheme.level).length;
  if (count > mostBoxes) return { problem: `${graph.name} would have ${count} boxes, and ${mostBoxes} can be drawn.` };
  return { svg: renderSvg(drawScheme(scheme), lookup) };
}

/** The model that is declared around an offset. */
function modelAt({ project, path }: FileSpot, offset: number): string | undefined {
  const declarations = project.tree(path).declarations.filter((each) => each.offset <= offset);
  const last = declarations.at(-1);
  return last?.key.startsWith("model ") ? last.name?.text : undefined;
}

function filesOf({ nodes, containers, inputs, outputs }: TypedGraph): string[] {
  const places = [
    ...containers.map(({ place }) => place),
    ...[...nodes, ...inputs, ...outputs].map(({ origin }) => origin.place),
  ];
  return [...new Set(places.map(({ file }) => file))];
}
