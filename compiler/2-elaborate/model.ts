import { missing_port } from "../../diagnostics/catalogue/missing_port.ts";
import { not_yet } from "../../diagnostics/catalogue/not_yet.ts";
import { step_before_input } from "../../diagnostics/catalogue/step_before_input.ts";
import type { Diagnostic, Outcome } from "../../diagnostics/diagnostic.ts";
import type { BoundDeclaration, BoundModel, BoundParameter } from "../ir/bound.ts";
import type { Graph } from "../ir/graph.ts";
import { typeSchemas } from "../ir/language-schemas.ts";
import { Body } from "./body.ts";
import { type Context, newContext, type Project } from "./context.ts";
import { convert } from "./convert.ts";
import { applyVariants } from "./edits.ts";
import { lettersOf } from "./ports.ts";
import type { Scalar } from "./scalar.ts";
import { modelSteps } from "./steps.ts";
import { lineageOf } from "./variants.ts";

/**
 * A model, or a variant of one, unrolled to a graph: each step's shape is inferred as it is added. Where something is
 * wrong the graph is there all the same, with shapes that are not known. Undefined where there is nothing to unroll.
 */
export function elaborateModel(project: Project, declaration: BoundDeclaration): Outcome<Graph | undefined> {
  const { context, diagnostics } = newContext(project);
  const lineage = lineageOf(context, declaration);
  if (lineage?.base.kind !== "model") return { value: undefined, diagnostics };
  const inside = { ...context, variables: variablesOf(context, lineage.base, lineage.damaged) };
  const statements = applyVariants(inside, lineage.base.body, lineage, modelSteps);
  const body = new Body(inside, lineage.damaged);
  for (const statement of statements) body.add(statement);
  // A variant can't change inputs and outputs: what its base lacks is said there.
  if (declaration.kind === "model" && !declaration.damaged) checkPorts(context, declaration);
  return { value: body.graph(declaration), diagnostics: blamedOn(declaration, diagnostics) };
}

/** Parameters have their defaults here, letters in the sizes of inputs stay open. */
function variablesOf(
  context: Context,
  { parameters, body }: BoundModel,
  damaged: boolean,
): Map<string, Scalar | undefined> {
  const variables = new Map<string, Scalar | undefined>();
  for (const parameter of parameters) variables.set(parameter.name, defaultOf(context, parameter));
  // The input that an output's letter is from may have been lost.
  const ports = body.filter(({ kind }) => kind === "input" || (damaged && kind === "output"));
  return new Map([...variables, ...lettersOf(ports, variables)]);
}

function defaultOf(context: Context, { name, type, default: written, place }: BoundParameter): Scalar | undefined {
  if (written === undefined) context.report(not_yet.at(place, { what: "a model's parameter without a default value" }));
  if (written === undefined || type === undefined) return undefined;
  const value = convert(context, name, typeSchemas[type], written);
  if (typeof value === "string") return { kind: "text", value };
  if (typeof value === "boolean") return { kind: "bool", value };
  return typeof value === "number" ? { kind: "number", value, quantity: undefined } : undefined;
}

/** What every model has: an input above its first step, and an output. */
function checkPorts(context: Context, { ref, place, body }: BoundModel): void {
  const input = body.findIndex((statement) => statement.kind === "input");
  const step = body.findIndex((statement) => statement.kind !== "input");
  if (input < 0) context.report(missing_port.at(place, { model: ref.name, port: "input" }));
  else if (step >= 0 && step < input) context.report(step_before_input.at(body[step]!.place, {}));
  if (!body.some((statement) => statement.kind === "output")) {
    context.report(missing_port.at(place, { model: ref.name, port: "output" }));
  }
}

/** In a variant, what is wrong with a step of its base is wrong because of the variant, so the message names it. */
function blamedOn({ ref, place }: BoundDeclaration, diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const remark = { place, message: `in the variant ${ref.name}` };
  return diagnostics.map((diagnostic) => {
    const own = diagnostic.place.file === ref.file && diagnostic.place.declaration === ref.key;
    return own ? diagnostic : { ...diagnostic, related: [...diagnostic.related, remark] };
  });
}
