import { needs_known_number } from "../../diagnostics/catalogue/needs_known_number.ts";
import { undecided_condition } from "../../diagnostics/catalogue/undecided_condition.ts";
import { undecided_value } from "../../diagnostics/catalogue/undecided_value.ts";
import type { Outcome } from "../../diagnostics/diagnostic.ts";
import type { BoundDeclaration } from "../ir/bound.ts";
import type { Graph } from "../ir/graph.ts";
import { Body } from "./body.ts";
import { type Context, newContext, type Project } from "./context.ts";
import { Names } from "./names.ts";
import { type Network, networkOf, withInherited } from "./network.ts";
import { openVariables } from "./parameters.ts";
import { lettersOf, shapeOf } from "./ports.ts";
import { modelSite } from "./site.ts";
import { Unrolling } from "./unrolling.ts";

/** What depends on a size or parameter that is open can't be wrong yet. */
const open: readonly string[] = [undecided_condition.name, undecided_value.name, needs_known_number.name];

/**
 * Checks a block that nobody calls: with open sizes for its inputs, and its parameters' defaults. Its graph has the shapes that
 * are known without a call.
 */
export function elaborateBlock(project: Project, declaration: BoundDeclaration): Outcome<Graph | undefined> {
  const { context, diagnostics } = newContext(project);
  const network = networkOf(context, declaration);
  if (network?.base.kind !== "block") return { value: undefined, diagnostics };
  const unrolling = new Unrolling();
  unroll({ ...context, report: unrolling.report, spend: unrolling.spend }, unrolling, network);
  const all = [...diagnostics, ...unrolling.diagnostics];
  const { ref, doc, place } = declaration;
  const graph = unrolling.graph(ref.name, doc, place);
  return { value: graph, diagnostics: all.filter(({ name }) => !open.includes(name)) };
}

function unroll(outer: Context, unrolling: Unrolling, network: Network): void {
  const { ref, base, parameters, layers, variants, damaged } = network;
  const inputs = base.body.filter((statement) => statement.kind === "input");
  const known = openVariables(outer, parameters);
  const variables = withInherited(new Map([...known, ...lettersOf(inputs, known)]), variants);
  const context = { ...outer, variables };
  const names = new Names(context, (path) => unrolling.flows.get(path));
  for (const { name, type } of inputs) {
    if (name === undefined) continue;
    const shape = type && shapeOf(context, type);
    names.declare(name);
    names.give(name.text, { value: name.text, shape: damaged ? undefined : shape });
  }
  const first = inputs[0]?.name;
  const flow = first === undefined ? undefined : names.valueOf(first, true);
  const inside = new Body(context, unrolling, { site: { ...modelSite, blocks: [ref] }, names, flow, damaged });
  inside.run(base.body, layers);
}
