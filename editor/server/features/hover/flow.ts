import type { Place } from "../../../../diagnostics/place.ts";
import { nameOf } from "../../names/bodies.ts";
import { definitionsOf, type Occurrence } from "../../names/index.ts";
import { networksOf, type Visit, visitsOf, type Work } from "../../networks.ts";
import type { Project } from "../../project.ts";
import type { Spot } from "../../spot.ts";
import { stepsIn } from "../../statements.ts";
import { bytesText, countText, flowText, shapeText, workText } from "../../wording.ts";

/** What flows in and out of the step that is named or called at a place, and what it takes. */
export function describeFlow(
  { project, path, offset }: Spot,
  { subject, isDefinition }: Occurrence,
): string | undefined {
  if (subject.kind === "value" && (subject.what === "input" || subject.what === "output")) return undefined;
  if (subject.kind === "value" && !isDefinition) {
    const [definition] = definitionsOf(project, subject);
    return definition === undefined ? undefined : flowAt(project, definition.path, definition.span.start);
  }
  const isCallee = (subject.kind === "entry" && subject.registry === "ops") || subject.kind === "declaration";
  return isCallee || subject.kind === "value" ? flowAt(project, path, offset) : undefined;
}

/** Of the step whose name or callee stands at an offset. */
function flowAt(project: Project, path: string, offset: number): string | undefined {
  const place = stepAt(project, path, offset);
  const visits = place === undefined ? [] : visitsOf(project, place);
  const [only, ...others] = visits.filter(({ after }) => after.shape !== undefined);
  if (only === undefined) return undefined;
  return others.length === 0 ? single(only) : table([only, ...others], networksOf(project).length > 1);
}

function stepAt(project: Project, path: string, offset: number): Place | undefined {
  const declaration = project
    .tree(path)
    .declarations.find((each) => each.offset <= offset && offset <= each.offset + each.span.end);
  if (declaration === undefined) return undefined;
  const at = offset - declaration.offset;
  const holds = (span: { start: number; end: number } | undefined) =>
    span !== undefined && span.start <= at && at <= span.end;
  const found = stepsIn(declaration).find(({ statement }) => {
    if (holds(nameOf(statement)?.span)) return true;
    return statement.kind === "step" && statement.value.kind === "call" && holds(statement.value.callee.span);
  });
  return found && { file: path, declaration: declaration.key, span: found.statement.span };
}

function single({ before, after, work }: Visit): string {
  const flow = `\`${flowText(before)}\` → \`${flowText(after)}\``;
  return work === undefined ? flow : [flow, ...describeWork(work)].join("\n\n");
}

function describeWork({ parameters, multiplyAdds, activationBytes, receptiveField }: Work): string[] {
  const sees =
    receptiveField === undefined
      ? "all of the input"
      : `${receptiveField.map(countText).join(" x ")} pixels of the input`;
  return [
    `${countText(parameters)} parameters, ${workText(multiplyAdds)} multiply-adds, ${bytesText(activationBytes)} of activations for one example`,
    `One number sees ${sees}.`,
  ];
}

const mostRows = 24;

/** A row a repetition. */
function table(visits: readonly Visit[], severalModels: boolean): string {
  const rows = visits.slice(0, mostRows).map(({ model, path, before, after, work }) => {
    const where = severalModels ? `${model} ${path}` : path;
    const cells = [where, `\`${shapeText(before.shape)}\``, `\`${shapeText(after.shape)}\``];
    return [...cells, ...(work === undefined ? ["", ""] : [countText(work.parameters), workText(work.multiplyAdds)])];
  });
  const head = ["step", "in", "out", "parameters", "multiply-adds"];
  const lines = [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`);
  const more = visits.length > mostRows ? `\n\nand ${visits.length - mostRows} more` : "";
  return `${lines.join("\n")}${more}`;
}
