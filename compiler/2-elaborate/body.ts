import { duplicate_name } from "../../diagnostics/catalogue/duplicate_name.ts";
import { nameless_weights } from "../../diagnostics/catalogue/nameless_weights.ts";
import { output_type_mismatch } from "../../diagnostics/catalogue/output_type_mismatch.ts";
import { too_deep } from "../../diagnostics/catalogue/too_deep.ts";
import type { Place } from "../../diagnostics/place.ts";
import type {
  BoundBlockCall,
  BoundBranch,
  BoundCall,
  BoundInput,
  BoundName,
  BoundOutput,
  BoundRepeat,
  BoundStatement,
} from "../ir/bound.ts";
import { showDim } from "../ir/dim.ts";
import type { Container, GraphNode } from "../ir/graph.ts";
import { elementsOf, maybeSameShape, type Shape, sameShape, showShape } from "../ir/shape.ts";
import { registries } from "../registries.ts";
import { calledBlock } from "./block-call.ts";
import type { Context } from "./context.ts";
import { contractsOf } from "./contracts.ts";
import { applyVariants } from "./edits.ts";
import { joinOf } from "./joins.ts";
import type { EditLayer, Laid, LaidStep } from "./laid.ts";
import { layOut, layOutFlat, turns } from "./lay-out.ts";
import { type Flow, Names, unknownFlow } from "./names.ts";
import { inheritedIn, type Network } from "./network.ts";
import { outputShapeOf, rangeOf, shapeOf } from "./ports.ts";
import { modelSite, type Site } from "./site.ts";
import { elaborateStep, isPossible } from "./step.ts";
import { modelSteps } from "./steps.ts";
import type { Unrolling } from "./unrolling.ts";

/** So many blocks and repeats may stand in each other. */
const mostLevels = 100;

interface Surroundings {
  readonly site: Site;
  readonly names: Names;
  /** What flows in; undefined in a model, whose inputs begin it. */
  readonly flow: Flow | undefined;
  /** In damaged text steps may have been lost, so no shape in it is certain. */
  readonly damaged: boolean;
}

/**
 * The chain of steps of a model, a block, a branch or a repeat while it is being unrolled: each statement takes what
 * flows out of the one above it. What a step is called, with the names of all around it, is its path.
 */
export class Body {
  readonly #context: Context;
  readonly #unrolling: Unrolling;
  readonly #site: Site;
  readonly #names: Names;
  readonly #damaged: boolean;
  readonly #outputs = new Map<string, { readonly place: Place; readonly flow: Flow }>();
  #flow: Flow | undefined;
  /** A step was not understood, which might have had any name. */
  #lost: boolean;

  constructor(context: Context, unrolling: Unrolling, { site, names, flow, damaged }: Surroundings) {
    this.#context = context;
    this.#unrolling = unrolling;
    this.#site = site;
    this.#names = names;
    this.#flow = flow;
    this.#damaged = damaged;
    this.#lost = damaged;
  }

  /** The body of a model, whose steps have no path but their names. */
  static ofModel(context: Context, unrolling: Unrolling, damaged: boolean): Body {
    const names = new Names(context, (path) => unrolling.flows.get(path));
    return new Body(context, unrolling, { site: modelSite, names, flow: undefined, damaged });
  }

  /** What flows out of the last step. */
  get flow(): Flow {
    return this.#flow ?? unknownFlow;
  }

  get outputs(): ReadonlyMap<string, Flow> {
    return new Map([...this.#outputs].map(([name, { flow }]) => [name, flow]));
  }

  /** Unrolls statements after the edits of variants. */
  run(statements: readonly (BoundStatement | Laid)[], layers: readonly EditLayer[] = []): void {
    const laid = layOut(this.#context, statements);
    const edited = applyVariants(this.#context, laid, { variants: layers, damaged: this.#lost }, modelSteps);
    for (const statement of layers.length === 0 ? laid : layOut(this.#context, edited)) {
      if (this.#unrolling.isFull) return;
      this.#unrolling.visit(statement, `${this.#site.prefix}${nameOf(statement)}`, () => this.#add(statement));
    }
  }

  #add(statement: Laid): void {
    const context = statement.context ?? this.#context;
    if (statement.kind === "input") this.#addInput(statement);
    else if (statement.kind === "output") this.#addOutput(statement);
    else if (statement.kind === "step") this.#addStep(context, statement);
    else if (statement.kind === "branch") this.#addBranch(context, statement);
    else this.#unrolling.contracts.push(...contractsOf(context, statement));
  }

  /** A model's inputs; those of a block were given to it by its call. */
  #addInput(input: BoundInput): void {
    if (input.name === undefined || this.#site.blocks.length > 0) return;
    const isNew = this.#names.declare(input.name);
    const flow = this.#makeInput(input, input.name, isNew);
    this.#names.give(input.name.text, flow);
    this.#flow ??= flow;
  }

  #makeInput({ type, range: written, notes, place }: BoundInput, name: BoundName, isNew: boolean): Flow {
    const shape = type && shapeOf(this.#context, type);
    const range = rangeOf(this.#context, written);
    if (!isNew || shape === undefined || range === undefined) return unknownFlow;
    if (!isPossible(this.#context, shape, type!.place)) return unknownFlow;
    const origin = { place, via: [], allowed: notes.allowed };
    this.#unrolling.inputs.push({ name: name.text, role: type!.role, shape, range, origin });
    return { value: name.text, shape: this.#damaged ? undefined : shape };
  }

  #addOutput(output: BoundOutput): void {
    const { name, type, from } = output;
    const flow = from === undefined ? this.flow : this.#names.valueOf(from, this.#lost);
    const shape = type && outputShapeOf(this.#context, type, flow.shape);
    if (name === undefined) return;
    const first = this.#outputs.get(name.text);
    if (first !== undefined) {
      const related = [{ place: first.place, message: "the first one" }];
      this.#context.report(duplicate_name.at(name.place, { name: name.text }, { related }));
      return;
    }
    this.#outputs.set(name.text, { place: output.place, flow });
    if (shape === undefined) return;
    if (this.#site.blocks.length > 0) this.#checkOutput(output, shape, flow);
    else this.#makeOutput(output, shape, flow);
  }

  /** What comes out of a block is checked here: of a model that is done once its graph is there. */
  #checkOutput(output: BoundOutput, declared: Shape, { shape: found, value = "" }: Flow): void {
    if (found === undefined || sameShape(declared, found)) return;
    if (!maybeSameShape(declared, found)) {
      reportOutput(this.#context, output, declared, { shape: found, value });
      return;
    }
    const origin = { place: output.place, via: this.#via, allowed: [] };
    this.#unrolling.demands.push({ what: `output ${output.name!.text}`, declared, found, value, origin });
  }

  #makeOutput({ name, type, notes, place }: BoundOutput, shape: Shape, flow: Flow): void {
    if (flow.value === undefined || flow.shape === undefined) return;
    const origin = { place, via: [], allowed: notes.allowed };
    this.#unrolling.outputs.push({ name: name!.text, value: flow.value, role: type!.role, shape, origin });
  }

  #addStep(context: Context, step: LaidStep): void {
    const before = step.from === undefined ? this.flow : this.#names.valueOf(step.from, this.#lost);
    if (step.value.kind === "poison" && step.label === undefined) this.#lost = true;
    const isNew = step.label === undefined || this.#names.declare(step.label);
    const after = isNew && step.value.kind !== "poison" ? this.#unroll(context, step, before) : undefined;
    // Behind a step that is not understood, or stands there a second time, nobody knows what flows.
    this.#flow = after ?? { value: before.value, shape: undefined };
    for (const name of [...(step.aliases ?? []), ...(step.label === undefined ? [] : [step.label.text])]) {
      this.#names.give(name, this.#flow);
    }
  }

  /** What flows out of a step; undefined where nobody knows. */
  #unroll(context: Context, step: LaidStep, flow: Flow): Flow | undefined {
    const { value } = step;
    switch (value.kind) {
      case "call":
        return this.#addNode(context, step, value, flow);
      case "block_call":
        return this.#addBlock(context, step, value, flow);
      case "repeat":
        return this.#addRepeat(context, step, value, flow);
      case "sequential":
        return this.#addNumbered(context, step, "sequential", value.body, flow);
      case "turn":
        return this.#container(step, { kind: "repeat" }, "repeat", (site) => {
          const inside = new Body(context, this.#unrolling, this.#around(site, context, flow));
          inside.run(value.body, step.inner);
          return inside.flow;
        });
      case "poison":
        return undefined;
    }
  }

  #around(site: Site, context: Context, flow: Flow): Surroundings {
    return { site, names: this.#names.inside(context), flow, damaged: this.#lost };
  }

  #addRepeat(context: Context, step: LaidStep, repeat: BoundRepeat, flow: Flow): Flow | undefined {
    const { inner: _, ...plain } = { ...step, label: undefined, notes: { ...step.notes, allowed: [] } };
    return this.#container(step, { kind: "repeat" }, "repeat", (site) => {
      const inside = new Body(context, this.#unrolling, this.#around(site, context, flow));
      inside.run(turns(context, plain, repeat), step.inner);
      return inside.flow;
    });
  }

  #addBlock(context: Context, step: LaidStep, call: BoundBlockCall, flow: Flow): Flow | undefined {
    const { blocks } = this.#site;
    const called = calledBlock(context, call, { flow, names: this.#names, lost: this.#lost, blocks });
    if (called === undefined) return undefined;
    const { block, variables, inputs, demands } = called;
    const origin = { place: call.place, via: this.#via, allowed: [] };
    this.#unrolling.demands.push(...demands.map((demand) => ({ ...demand, origin })));
    const doc = block.doc === "" ? {} : { doc: block.doc };
    return this.#container(step, { kind: "block", block: block.ref.name, ...doc }, block.ref.name, (site) => {
      const within = { ...context, variables: new Map([...inheritedIn(context), ...variables]), constants: [] };
      this.#keepInputs(within, call, block, inputs);
      const { prefix } = site;
      const names = new Names(within, (path) => this.#unrolling.flows.get(`${prefix}${path}`));
      for (const [name, value] of inputs) {
        names.declare({ text: name, place: call.place });
        names.give(name, value);
      }
      const inside = new Body(within, this.#unrolling, {
        site: { ...site, blocks: [...blocks, block.ref] },
        names,
        flow: [...inputs.values()][0] ?? flow,
        damaged: false,
      });
      inside.run(block.base.body, [...block.layers, ...(step.inner ?? [])]);
      for (const [name, value] of inside.outputs) this.#unrolling.flows.set(`${prefix}${name}`, value);
      return [...inside.outputs.values()][0] ?? inside.flow;
    });
  }

  /** Inputs that say something besides their sizes are judged once it is known what the values are. */
  #keepInputs(
    inside: Context,
    call: BoundBlockCall,
    { ref, base: { body } }: Network,
    flows: ReadonlyMap<string, Flow>,
  ): void {
    for (const port of body) {
      if (port.kind !== "input" || port.name === undefined) continue;
      const { name, range: written, notes, place } = port;
      const value = flows.get(name.text)?.value;
      if (value === undefined || (written === undefined && notes.allowed.length === 0)) continue;
      const range = rangeOf(inside, written);
      if (range === undefined) continue;
      const origin = { place, via: [...this.#via, call.place], allowed: notes.allowed };
      this.#unrolling.blockInputs.push({ block: ref.name, input: name.text, range, value, origin });
    }
  }

  #addBranch(context: Context, branch: BoundBranch & { readonly inner?: readonly EditLayer[] }): void {
    if (branch.name === undefined || branch.from === undefined) {
      this.#lost = true;
      return;
    }
    const from = this.#names.valueOf(branch.from, this.#lost);
    const isNew = this.#names.declare(branch.name);
    const notes = { allowed: [], assumed: false };
    const step = { label: branch.name, notes, place: branch.place, inner: branch.inner };
    const flow = isNew ? this.#addNumbered(context, step, "branch", branch.body, from) : unknownFlow;
    this.#names.give(branch.name.text, flow ?? unknownFlow);
  }

  /** Steps that go by their numbers where they have no name. */
  #addNumbered(
    context: Context,
    step: Pick<LaidStep, "label" | "notes" | "place"> & { readonly inner?: readonly EditLayer[] | undefined },
    kind: "sequential" | "branch",
    body: readonly BoundStatement[],
    flow: Flow,
  ): Flow | undefined {
    return this.#container(step, { kind }, kind, (site) => {
      const inside = new Body(context, this.#unrolling, this.#around(site, context, flow));
      inside.run(numbered(layOutFlat(context, body)), step.inner);
      return inside.flow;
    });
  }

  /** Unrolls what stands in a step that holds others; gives what flows out of it. */
  #container(
    step: Pick<LaidStep, "label" | "notes" | "place">,
    container: Omit<Container, "path" | "place">,
    callee: string,
    unroll: (site: Site) => Flow,
  ): Flow | undefined {
    const path = this.#pathOf(step, callee);
    if (this.#site.depth >= mostLevels) {
      this.#context.report(too_deep.at(step.place, { name: callee, what: "blocks and repeats", limit: mostLevels }));
      return undefined;
    }
    if (!this.#unrolling.claim(path, step.label?.place ?? step.place)) return undefined;
    this.#unrolling.containers.push({ path, ...container, place: step.place });
    const { via, allowed, nameless } = this.#site;
    const was = this.#wasOf(step);
    const flow = unroll({
      prefix: `${path}.`,
      was: was === undefined ? undefined : `${was}.`,
      via: container.kind === "block" ? [...via, { place: step.place, message: `called here, as ${path}` }] : via,
      allowed: [...allowed, ...step.notes.allowed],
      depth: this.#site.depth + 1,
      blocks: this.#site.blocks,
      nameless: nameless ?? (step.label === undefined ? { place: step.place, name: callee } : undefined),
    });
    this.#unrolling.flows.set(path, flow);
    return flow;
  }

  #addNode(context: Context, step: LaidStep, written: BoundCall, flow: Flow): Flow | undefined {
    const op = registries.ops[written.callee.name]!;
    const path = this.#pathOf(step, op.name);
    const { call, flows } = joinOf(context, op, written, { flow, names: this.#names, lost: this.#lost });
    const made = elaborateStep(context, step, call, path, flows, this.#unrolling);
    const site = this.#site;
    const was = this.#wasOf(step);
    const node: GraphNode = {
      ...made,
      named: !path.includes("#"),
      ...(was === undefined ? {} : { was }),
      origin: {
        place: step.place,
        via: this.#via,
        allowed: [...site.allowed, ...step.notes.allowed],
      },
    };
    if (!this.#unrolling.claim(path, step.label?.place ?? step.place)) return undefined;
    if (node.weights.length > 0) this.#unrolling.hasWeights(path, step.label?.place ?? step.place);
    const isNameless = node.weights.length > 0 && !node.named;
    if (isNameless) this.#reportNameless(context, step, op.name);
    this.#unrolling.nodes.push(isNameless ? { ...node, weights: [] } : node);
    const after = { value: path, shape: node.shape };
    this.#unrolling.flows.set(path, after);
    return after;
  }

  /** Places of the calls around it, outermost first. */
  get #via(): readonly Place[] {
    return this.#site.via.map(({ place }) => place);
  }

  #pathOf({ label }: Pick<LaidStep, "label">, callee: string): string {
    return `${this.#site.prefix}${label?.text ?? this.#names.nameUnnamed(callee)}`;
  }

  /** The path before a renaming of the step, or of something around it. */
  #wasOf({ label, notes }: Pick<LaidStep, "label" | "notes">): string | undefined {
    const { was, prefix } = this.#site;
    if (notes.was !== undefined) return `${was ?? prefix}${notes.was}`;
    return was === undefined || label === undefined ? undefined : `${was}${label.text}`;
  }

  /** Weights are known by the name of their step. */
  #reportNameless(context: Context, { place }: LaidStep, op: string): void {
    const { nameless } = this.#site;
    const at = nameless ?? { place, name: op };
    const start = { ...at.place, span: { start: at.place.span.start, end: at.place.span.start } };
    const name = this.#names.suggest(at.name);
    const edit = { title: `name it ${name}`, place: start, text: `${name} = ` };
    context.report(nameless_weights.at(at.place, { op: at.name, name }, { edit }));
  }
}

function reportOutput(
  context: Context,
  { name, type, place }: BoundOutput,
  declared: Shape,
  found: { readonly shape: Shape; readonly value: string },
): void {
  const facts = {
    output: name!.text,
    declared: `${type!.role}${showShape(type!.role === "points" ? declared.slice(0, 1) : declared)}`,
    declaredCount: showDim(elementsOf(declared)),
    found: showShape(found.shape),
    foundCount: showDim(elementsOf(found.shape)),
    value: found.value,
  };
  context.report(output_type_mismatch.at(place, facts));
}

/** Steps without a name go by their numbers, as in PyTorch's `Sequential`. */
function numbered(statements: readonly Laid[]): Laid[] {
  return statements.map((statement, index) => {
    if (statement.kind !== "step" || statement.label !== undefined || statement.value.kind === "poison")
      return statement;
    return { ...statement, label: { text: String(index), place: statement.place } };
  });
}

function nameOf(statement: Laid): string {
  if (statement.kind === "step") return statement.label?.text ?? "#";
  return statement.kind === "budget" ? "budget" : (statement.name?.text ?? "");
}
