import type { Declaration } from "../../../../grammar/tree.ts";
import { type Declared, kindOf, lineageOf } from "../../names/lineage.ts";
import { networkAt } from "../../networks.ts";
import type { Project } from "../../project.ts";
import { bytesText, countText, flowText, workText } from "../../wording.ts";
import { code } from "./code.ts";
import { describeScheme } from "./keypoints.ts";

/** A declaration: its head, its doc, and of a model what it takes and gives. */
export function describeDeclared(project: Project, at: Declared): string {
  const { file, declaration } = at;
  const doc = lineageOf(project, at).find((each) => each.declaration.doc !== "")?.declaration.doc ?? "";
  const more = [];
  if (kindOf(declaration) === "model") more.push(describeModel(project, at));
  if (kindOf(declaration) === "keypoints") more.push(describeScheme(project, at));
  return [code(headOf(project, file, declaration)), doc, ...more].filter((part) => part !== "").join("\n\n");
}

/** The text of a declaration up to its body; of a constant all of it. */
function headOf(project: Project, file: string, declaration: Declaration): string {
  const { offset, span } = declaration;
  const text = project
    .document(file)
    .getText()
    .slice(offset, offset + span.end);
  if (declaration.kind === "const") return text;
  const parameters = "parameters" in declaration ? (declaration.parameters.at(-1)?.span.end ?? 0) : 0;
  const brace = text.indexOf("{", parameters);
  return (brace < 0 ? text : text.slice(0, brace)).trim();
}

function describeModel(project: Project, { file, declaration }: Declared): string {
  const graph = networkAt(project, file, declaration.key)?.graph;
  if (graph === undefined) return "";
  const ports = [
    ...graph.inputs.map(({ name, shape, range }) => `- input \`${name}\`: \`${flowText({ shape, range })}\``),
    ...graph.outputs.map(({ name, shape }) => `- output \`${name}\`: \`${flowText({ shape, range: undefined })}\``),
  ];
  if (!("cost" in graph)) return ports.join("\n");
  const { parameters, multiplyAdds, activationBytes } = graph.cost;
  const cost = `${countText(parameters)} parameters (${bytesText(typeof parameters === "number" ? parameters * 4 : parameters)}), ${workText(multiplyAdds)} multiply-adds, ${bytesText(activationBytes)} of activations for one example`;
  return [...ports, "", cost].join("\n");
}
