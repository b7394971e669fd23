import { block_input_mismatch } from "../../diagnostics/catalogue/block_input_mismatch.ts";
import { duplicate_name } from "../../diagnostics/catalogue/duplicate_name.ts";
import { missing_argument } from "../../diagnostics/catalogue/missing_argument.ts";
import { recursive_block } from "../../diagnostics/catalogue/recursive_block.ts";
import { wrong_calculation } from "../../diagnostics/catalogue/wrong_calculation.ts";
import type { BoundArgument, BoundBlockCall, BoundInput, DeclarationRef } from "../ir/bound.ts";
import type { Demand } from "../ir/graph.ts";
import { showShape } from "../ir/shape.ts";
import { elaborateArguments } from "./arguments.ts";
import { blockIn } from "./block-values.ts";
import type { Context } from "./context.ts";
import { valueNamed } from "./joins.ts";
import { type Flow, type Names, unknownFlow } from "./names.ts";
import { type Network, networkOf, withInherited } from "./network.ts";
import { parameterSchemas, scalarOf, type Variables, withDefaults } from "./parameters.ts";
import { bindSizes } from "./ports.ts";
import { describeScalar, type Scalar } from "./scalar.ts";

/** A block with what its call gives it. */
export interface CalledBlock {
  readonly block: Network;
  /** Its parameters, and the letters of its inputs. */
  readonly variables: Variables;
  /** What flows into its inputs, by name. */
  readonly inputs: ReadonlyMap<string, Flow>;
  /** What its inputs ask of sizes that are open. */
  readonly demands: readonly OpenDemand[];
}

/** A demand that has no place in the graph yet. */
type OpenDemand = Omit<Demand, "origin">;

interface Around {
  readonly flow: Flow;
  readonly names: Names;
  /** Names above may have been lost. */
  readonly lost: boolean;
  readonly blocks: readonly DeclarationRef[];
}

/** What a call of a block comes to; undefined where something is wrong with it, which is reported. */
export function calledBlock(context: Context, call: BoundBlockCall, around: Around): CalledBlock | undefined {
  const ref = refOf(context, call);
  const bound = ref && context.project.bound(ref);
  const block = bound && networkOf(context, bound);
  // In a damaged block an input or parameter may have been lost.
  if (ref === undefined || block?.base.kind !== "block" || block.damaged) return undefined;
  if (around.blocks.some((outer) => outer.file === ref.file && outer.key === ref.key)) {
    context.report(recursive_block.at(call.place, { name: ref.name }));
    return undefined;
  }
  const ports = block.base.body.filter((statement) => statement.kind === "input");
  const given = givenTo(context, call, block, ports);
  const parameters = given && withDefaults({ ...context, variables: new Map() }, block.parameters, given.variables);
  const inputs = given && flowsInto(context, call, ports, given.values, around);
  if (parameters === undefined || inputs === undefined) return undefined;
  const sized = withLetters({ ...context, variables: parameters }, call, ports, inputs);
  if (sized === undefined) return undefined;
  return { block, inputs, demands: sized.demands, variables: withInherited(sized.variables, block.variants) };
}

function refOf(context: Context, { block, callee, place }: BoundBlockCall): DeclarationRef | undefined {
  if (!("variable" in block)) return block;
  const value = context.variables.get(block.variable);
  if (value === undefined || value.kind === "block") return value?.ref;
  context.report(wrong_calculation.at(place, { problem: `\`${callee.name}\` is ${describeScalar(value)}, no block` }));
  return undefined;
}

interface Given {
  readonly variables: ReadonlyMap<string, Scalar | undefined>;
  /** Arguments that name what flows into an input. */
  readonly values: ReadonlyMap<string, BoundArgument>;
}

/** Arguments sorted into those for parameters, of which some stand for blocks, and those for inputs. */
function givenTo(
  context: Context,
  call: BoundBlockCall,
  { parameters }: Network,
  ports: readonly BoundInput[],
): Given | undefined {
  const positional = parameters.map(({ name }) => name);
  const inputs = ports.flatMap(({ name }) => name?.text ?? []).filter((name) => !positional.includes(name));
  const schemas = parameterSchemas(parameters);
  const { values: written, matched } = elaborateArguments(context, call, schemas, { positional, named: inputs });
  const blocks = parameters.filter(({ type }) => type === "block");
  const missing = blocks.filter(({ name, default: fallback }) => fallback === undefined && !matched.has(name));
  if (missing.length > 0 && written !== undefined && !call.damaged) {
    const names = missing.map(({ name }) => name);
    context.report(missing_argument.at(call.place, { callee: call.callee.name, names }));
  }
  if (written === undefined || missing.length > 0) return undefined;
  const variables = new Map(Object.entries(written).map(([name, value]) => [name, scalarOf(value)]));
  for (const { name } of blocks) {
    const argument = matched.get(name);
    if (argument !== undefined) variables.set(name, blockIn(context, name, argument.value));
  }
  return { variables, values: new Map([...matched].filter(([name]) => inputs.includes(name))) };
}

/** What flows into each input: into the first what flows through the chain, into the others what the call names. */
function flowsInto(
  context: Context,
  call: BoundBlockCall,
  ports: readonly BoundInput[],
  values: ReadonlyMap<string, BoundArgument>,
  { flow, names, lost }: Around,
): ReadonlyMap<string, Flow> | undefined {
  const inputs = new Map<string, Flow>();
  const missing: string[] = [];
  ports.forEach(({ name }, index) => {
    if (name === undefined) return;
    if (inputs.has(name.text)) {
      context.report(duplicate_name.at(name.place, { name: name.text }));
      return;
    }
    const argument = values.get(name.text);
    if (argument !== undefined) inputs.set(name.text, valueNamed(context, { name: name.text }, argument, names, lost));
    else if (index === 0) inputs.set(name.text, flow);
    else missing.push(name.text);
  });
  if (missing.length === 0) return inputs;
  if (!call.damaged) context.report(missing_argument.at(call.place, { callee: call.callee.name, names: missing }));
  return undefined;
}

/** Variables with the letters of the inputs' sizes, which take the sizes that flow in. */
function withLetters(
  context: Context,
  call: BoundBlockCall,
  ports: readonly BoundInput[],
  inputs: ReadonlyMap<string, Flow>,
): Pick<CalledBlock, "variables" | "demands"> | undefined {
  let variables: Variables = context.variables;
  const demands: OpenDemand[] = [];
  for (const { name, type } of ports) {
    if (name === undefined || type === undefined) continue;
    const { shape, value = "" } = inputs.get(name.text) ?? unknownFlow;
    const bound = bindSizes({ ...context, variables: new Map(variables) }, type, shape);
    variables = bound.variables;
    if (shape !== undefined && !bound.fits) {
      const facts = { block: call.callee.name, input: name.text, takes: bound.text, found: showShape(shape) };
      const related = [{ place: type.place, message: "what it takes" }];
      context.report(block_input_mismatch.at(call.place, facts, { related }));
      return undefined;
    }
    if (bound.open !== undefined) {
      demands.push({ what: `input ${name.text} of ${call.callee.name}`, value, ...bound.open });
    }
  }
  return { variables, demands };
}
