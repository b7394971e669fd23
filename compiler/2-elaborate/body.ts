import { duplicate_name } from "../../diagnostics/catalogue/duplicate_name.ts";
import { nameless_weights } from "../../diagnostics/catalogue/nameless_weights.ts";
import type { BoundCall, BoundDeclaration, BoundInput, BoundOutput, BoundStatement, BoundStep } from "../ir/bound.ts";
import type { Graph, GraphInput, GraphNode, GraphOutput } from "../ir/graph.ts";
import type { Context } from "./context.ts";
import { type Flow, Names, unknownFlow } from "./names.ts";
import { outputShapeOf, rangeOf, shapeOf } from "./ports.ts";
import { elaborateStep, isPossible } from "./step.ts";

/** The chain of a model's steps while it is being unrolled: each statement takes what flows out of the one above it. */
export class Body {
  readonly #context: Context;
  /** In a damaged model steps may have been lost, so no shape in it is certain. */
  readonly #damaged: boolean;
  readonly #names: Names;
  readonly #inputs: GraphInput[] = [];
  readonly #nodes: GraphNode[] = [];
  readonly #outputs: GraphOutput[] = [];
  #flow: Flow | undefined;

  constructor(context: Context, damaged: boolean) {
    this.#context = context;
    this.#damaged = damaged;
    this.#names = new Names(context);
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

  #addInput(input: BoundInput): void {
    if (input.name === undefined) return;
    const isNew = this.#names.declare(input.name);
    const flow = this.#makeInput(input, isNew);
    this.#names.give(input.name.text, flow);
    this.#flow ??= flow;
  }

  #makeInput({ name, type, range: written, notes, place }: BoundInput, isNew: boolean): Flow {
    const shape = type && shapeOf(this.#context, type);
    const range = rangeOf(this.#context, written);
    if (!isNew || shape === undefined || range === undefined) return unknownFlow;
    if (!isPossible(this.#context, shape, type!.place)) return unknownFlow;
    const origin = { place, via: [], allowed: notes.allowed };
    this.#inputs.push({ name: name!.text, role: type!.role, shape, range, origin });
    return { value: name!.text, shape: this.#damaged ? undefined : shape };
  }

  #addOutput({ name, type, from, notes, place }: BoundOutput): void {
    const flow = from === undefined ? this.#flow : this.#names.valueOf(from, this.#damaged);
    const shape = type && outputShapeOf(this.#context, type, flow?.shape);
    if (name === undefined) return;
    const first = this.#outputs.find((output) => output.name === name.text);
    if (first !== undefined) {
      const related = [{ place: first.origin.place, message: "the first one" }];
      this.#context.report(duplicate_name.at(name.place, { name: name.text }, { related }));
    } else if (shape !== undefined && flow?.value !== undefined && flow.shape !== undefined) {
      const origin = { place, via: [], allowed: notes.allowed };
      this.#outputs.push({ name: name.text, value: flow.value, role: type!.role, shape, origin });
    }
  }

  #addStep(step: BoundStep): void {
    const before = this.#flow ?? unknownFlow;
    const isNew = step.label === undefined || this.#names.declare(step.label);
    const node = step.value.kind === "poison" ? undefined : this.#makeNode(step, step.value, before);
    if (node !== undefined && isNew) this.#nodes.push(node);
    // Behind a step that is not understood, or stands there a second time, nobody knows what flows.
    const isKnown = node !== undefined && isNew;
    this.#flow = isKnown ? { value: node.path, shape: node.shape } : { value: before.value, shape: undefined };
    for (const name of step.aliases ?? []) this.#names.give(name, this.#flow);
    if (step.label !== undefined) this.#names.give(step.label.text, this.#flow);
  }

  #makeNode(step: BoundStep, call: BoundCall, flow: Flow): GraphNode {
    const path = step.label?.text ?? this.#names.pathOfUnnamed(call.callee.name);
    const node = elaborateStep(this.#context, step, call, path, flow, { inputs: this.#inputs, nodes: this.#nodes });
    if (step.label !== undefined || node.weights.length === 0) return node;
    this.#reportNameless(step, node.op);
    return { ...node, weights: [] };
  }

  /** Weights are known by the name of their step. */
  #reportNameless({ place }: BoundStep, op: string): void {
    const start = { ...place, span: { start: place.span.start, end: place.span.start } };
    const name = this.#names.suggest(op);
    const edit = { title: `name it ${name}`, place: start, text: `${name} = ` };
    this.#context.report(nameless_weights.at(place, { op, name }, { edit }));
  }
}
