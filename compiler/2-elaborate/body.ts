import { duplicate_name } from "../../diagnostics/catalogue/duplicate_name.ts";
import { nameless_weights } from "../../diagnostics/catalogue/nameless_weights.ts";
import { unknown_value } from "../../diagnostics/catalogue/unknown_value.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import type { Place } from "../../diagnostics/place.ts";
import type {
  BoundCall,
  BoundDeclaration,
  BoundInput,
  BoundName,
  BoundOutput,
  BoundStatement,
  BoundStep,
} from "../ir/bound.ts";
import type { Graph, GraphInput, GraphNode, GraphOutput, Origin, ValueId, WeightSpec } from "../ir/graph.ts";
import type { ParameterValues } from "../ir/parameters.ts";
import type { Shape } from "../ir/shape.ts";
import { shapeTrail } from "../ir/trail.ts";
import { opsByName } from "../ops/index.generated.ts";
import { isProblem, type Op, type OpSite } from "../ops/op.ts";
import { type Arguments, elaborateArguments } from "./arguments.ts";
import type { Context } from "./context.ts";
import { rangeOf, shapeOf } from "./ports.ts";

/** What flows from one step to the next. Without a shape: something above is wrong, and was reported. */
interface Flow {
  readonly value: ValueId | undefined;
  readonly shape: Shape | undefined;
}

const unknownFlow: Flow = { value: undefined, shape: undefined };

/** The chain of a model's steps while it is being unrolled. Each statement takes what flows out of the one above it. */
export class Body {
  readonly #context: Context;
  /** In a damaged model steps may have been lost, so no shape in it is certain. */
  readonly #damaged: boolean;
  readonly #inputs: GraphInput[] = [];
  readonly #nodes: GraphNode[] = [];
  readonly #outputs: GraphOutput[] = [];
  readonly #values = new Map<string, Flow>();
  readonly #places = new Map<string, Place>();
  readonly #unnamed = new Map<string, number>();
  #flow: Flow | undefined;

  constructor(context: Context, damaged: boolean) {
    this.#context = context;
    this.#damaged = damaged;
  }

  add(statement: BoundStatement): void {
    if (statement.kind === "input") this.#addInput(statement);
    else if (statement.kind === "output") this.#addOutput(statement);
    else this.#addStep(statement);
  }

  graph({ ref, doc, place }: BoundDeclaration): Graph {
    return {
      format: "kpnet-graph/1",
      name: ref.name,
      doc,
      inputs: this.#inputs,
      nodes: this.#nodes,
      outputs: this.#outputs,
      containers: [],
      origin: { place, via: [], allowed: [] },
    };
  }

  #addInput({ name, type, range: written, notes, place }: BoundInput): void {
    if (name === undefined) return;
    const shape = type && shapeOf(this.#context, type, undefined);
    const range = rangeOf(this.#context, written);
    const isNew = this.#declare(name);
    if (isNew && type !== undefined && shape !== undefined && range !== undefined) {
      this.#inputs.push({ name: name.text, role: type.role, shape, range, origin: originOf(place, notes.allowed) });
    }
    const flow = isNew && shape !== undefined && range !== undefined ? this.#flowOf(name.text, shape) : unknownFlow;
    this.#values.set(name.text, flow);
    this.#flow ??= flow;
  }

  #addOutput({ name, type, from, notes, place }: BoundOutput): void {
    const flow = from === undefined ? (this.#flow ?? unknownFlow) : this.#valueNamed(from);
    const shape = type && shapeOf(this.#context, type, flow.shape);
    if (name === undefined || type === undefined || shape === undefined) return;
    const first = this.#outputs.find((output) => output.name === name.text);
    if (first !== undefined) this.#reportDuplicate(name, first.origin.place);
    else if (flow.value !== undefined && flow.shape !== undefined) {
      const origin = originOf(place, notes.allowed);
      this.#outputs.push({ name: name.text, value: flow.value, role: type.role, shape, origin });
    }
  }

  #addStep(step: BoundStep): void {
    const before = this.#flow ?? unknownFlow;
    const isNew = step.label === undefined || this.#declare(step.label);
    const after =
      step.value.kind === "poison" || !isNew
        ? { value: before.value, shape: undefined }
        : this.#addNode(step, step.value, before);
    for (const name of [step.label?.text ?? [], step.aliases ?? []].flat()) this.#values.set(name, after);
    this.#flow = after;
  }

  #addNode(step: BoundStep, call: BoundCall, flow: Flow): Flow {
    const op = opsByName[call.callee.name]!;
    const written = elaborateArguments(this.#context, call, op.parameters);
    const path = step.label?.text ?? this.#unnamedPath(op.name);
    const shape = this.#infer(op, call, written, flow);
    const weights = shape === undefined ? [] : weightsOf(op, path, flow.shape!, written.values!);
    const mayHaveWeights = weights.length === 0 || this.#isNamed(step, op);
    this.#nodes.push({
      path,
      named: step.label !== undefined,
      op: op.name,
      parameters: written.values ?? {},
      inputs: flow.value === undefined ? [] : [flow.value],
      shape,
      weights: mayHaveWeights ? weights : [],
      ...(step.notes.was === undefined ? {} : { was: step.notes.was }),
      origin: originOf(step.place, step.notes.allowed),
      arguments: written.places,
    });
    return { value: path, shape };
  }

  /** The shape that flows out, or undefined: where the op can't take what flows in, that is reported. */
  #infer(op: Op, call: BoundCall, { values, places }: Arguments, flow: Flow): Shape | undefined {
    if (values === undefined || flow.shape === undefined) return undefined;
    const result = op.shape([flow.shape], values);
    if (!isProblem(result)) return result;
    const site: OpSite = {
      place: call.place,
      argument: (name) => places[name] ?? call.place,
      trail: () => shapeTrail({ inputs: this.#inputs, nodes: this.#nodes }, flow.value!),
    };
    this.#context.report(result.problem(site));
    return undefined;
  }

  /** A step with weights needs a name: weights are known by it. */
  #isNamed(step: BoundStep, op: Op): boolean {
    if (step.label !== undefined) return true;
    const start = { ...step.place, span: { start: step.place.span.start, end: step.place.span.start } };
    const name = this.#unusedName(op.name);
    const edit = { title: `name it ${name}`, place: start, text: `${name} = ` };
    this.#context.report(nameless_weights.at(step.place, { op: op.name, name }, { edit }));
    return false;
  }

  #unusedName(base: string): string {
    for (let count = 1; ; count++) if (!this.#values.has(`${base}${count}`)) return `${base}${count}`;
  }

  #unnamedPath(op: string): ValueId {
    const count = (this.#unnamed.get(op) ?? 0) + 1;
    this.#unnamed.set(op, count);
    return `${op}#${count}`;
  }

  #valueNamed({ text, place }: BoundName): Flow {
    const value = this.#values.get(text);
    if (value !== undefined) return value;
    if (!this.#damaged) {
      const hint = nearest(text, this.#values.keys());
      const edit = hint === undefined ? {} : { edit: { title: `write ${hint}`, place, text: hint } };
      this.#context.report(unknown_value.at(place, { name: text, nearest: hint }, edit));
    }
    return unknownFlow;
  }

  /** False where the name is taken, which is reported. */
  #declare(name: BoundName): boolean {
    const first = this.#places.get(name.text);
    if (first === undefined) this.#places.set(name.text, name.place);
    else this.#reportDuplicate(name, first);
    return first === undefined;
  }

  #reportDuplicate({ text, place }: BoundName, first: Place): void {
    const related = [{ place: first, message: "the first one" }];
    this.#context.report(duplicate_name.at(place, { name: text }, { related }));
  }

  #flowOf(value: ValueId, shape: Shape): Flow {
    return { value, shape: this.#damaged ? undefined : shape };
  }
}

function weightsOf(op: Op, path: string, input: Shape, parameters: ParameterValues): WeightSpec[] {
  return op.weights([input], parameters).map(({ name, ...weight }) => ({ key: `${path}.${name}`, ...weight }));
}

function originOf(place: Place, allowed: Origin["allowed"]): Origin {
  return { place, via: [], allowed };
}
