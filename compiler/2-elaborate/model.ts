import { missing_port } from "../../diagnostics/catalogue/missing_port.ts";
import { step_before_input } from "../../diagnostics/catalogue/step_before_input.ts";
import type { Diagnostic, Outcome } from "../../diagnostics/diagnostic.ts";
import type { BoundDeclaration, BoundModel } from "../ir/bound.ts";
import type { Graph } from "../ir/graph.ts";
import { Body } from "./body.ts";
import { type Context, newContext, type Project } from "./context.ts";
import { type Network, networkOf, withInherited } from "./network.ts";
import { modelVariables, type Variables } from "./parameters.ts";
import { lettersOf } from "./ports.ts";
import { Unrolling } from "./unrolling.ts";

/**
 * A model, or a variant of one, unrolled to a graph: each step's shape is inferred as it is added. Where something is
 * wrong the graph is there all the same, with shapes that are not known. Undefined where there is nothing to unroll.
 */
export function elaborateModel(project: Project, declaration: BoundDeclaration): Outcome<Graph | undefined> {
  const { context, diagnostics } = newContext(project);
  const network = networkOf(context, declaration);
  if (network?.base.kind !== "model") return { value: undefined, diagnostics };
  const unrolling = new Unrolling();
  const outer = { ...context, report: unrolling.report, spend: unrolling.spend };
  const inside = { ...outer, variables: variablesOf(outer, network) };
  Body.ofModel(inside, unrolling, network.damaged).run(network.base.body, network.layers);
  // A variant can't change inputs and outputs: what its base lacks is said there.
  if (declaration.kind === "model" && !declaration.damaged) checkPorts(context, declaration);
  const { ref, doc, place } = declaration;
  const all = [...diagnostics, ...unrolling.diagnostics];
  return { value: unrolling.graph(ref.name, doc, place), diagnostics: blamedOn(declaration, all) };
}

/** Parameters have their defaults here, letters in the sizes of inputs stay open. */
function variablesOf(context: Context, { base: { body }, parameters, variants, damaged }: Network): Variables {
  const variables = modelVariables(context, parameters, damaged);
  // The input that an output's letter is from may have been lost.
  const ports = body.filter(({ kind }) => kind === "input" || (damaged && kind === "output"));
  return withInherited(new Map([...variables, ...lettersOf(ports, variables)]), variants);
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

/** What is wrong with a step of a block, or of a variant's base, may be wrong because of this model, so the message names it. */
function blamedOn({ ref, place, kind }: BoundDeclaration, diagnostics: readonly Diagnostic[]): Diagnostic[] {
  const remark = { place, message: `in the ${kind} ${ref.name}` };
  return diagnostics.map((diagnostic) => {
    const own = diagnostic.place.file === ref.file && diagnostic.place.declaration === ref.key;
    return own ? diagnostic : { ...diagnostic, related: [...diagnostic.related, remark] };
  });
}
