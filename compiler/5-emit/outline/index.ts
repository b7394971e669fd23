import type { Program, Value } from "../../ir/program.ts";
import {
  type Body,
  type Call,
  type Item,
  isLoop,
  madeBy,
  type OutlinedProgram,
  type Part,
  type Routine,
  type Scope,
  takenBy,
} from "./body.ts";
import { commonBody } from "./common-sizes.ts";
import { withOwnConstants } from "./constants.ts";
import { localNames } from "./local-names.ts";
import { withLoops } from "./loops.ts";
import { nameRoutines } from "./routine-names.ts";
import { byHeight, liesIn } from "./scopes.ts";
import { Segment, type Surroundings, surroundingsOf, weightOf } from "./segment.ts";
import { mapValues } from "./walk.ts";

export * from "./body.ts";
export { scopesOf } from "./scopes.ts";

/**
 * Parts a straight-line program into functions: one for all blocks, or large steps, that do the same but for sizes, and
 * another for their backward pass; calls of one after the other become loops. The program computes what it did.
 * `reserved` are names that no function may have.
 */
export function outline(program: Program, scopes: readonly Scope[], reserved: Iterable<string> = []): OutlinedProgram {
  const outliner = new Outliner(program, reserved);
  for (const group of byHeight(scopes)) outliner.outline(group);
  return outliner.finished();
}

/** Segments that can share a routine. */
type Group = readonly [Segment, ...Segment[]];

interface Made {
  readonly routine: Routine;
  /** Names of its values, by their numbers in the segments. */
  readonly names: ReadonlyMap<string, string>;
}

class Outliner {
  readonly #program: Program;
  readonly #around: Surroundings;
  readonly #routines: Routine[] = [];
  readonly #taken: Set<string>;
  /** Keys whose gradient or update a routine writes. */
  readonly #written = new Set<string>();
  #items: readonly Item[];

  constructor(program: Program, reserved: Iterable<string>) {
    this.#program = program;
    this.#around = surroundingsOf(program);
    this.#taken = new Set(reserved);
    this.#items = withOwnConstants(program.instructions);
  }

  /** Makes routines of scopes that don't lie in each other. */
  outline(scopes: readonly Scope[]): void {
    const forward = worthwhile(scopes.flatMap((scope) => this.#segment(scope, "forward") ?? []));
    const byPath = new Map(forward.flat().map((segment) => [segment.scope.path, segment]));
    const backward = worthwhile(
      scopes.flatMap((scope) => this.#segment(scope, "backward", byPath.get(scope.path)) ?? []),
    );
    const groups = [...forward, ...backward];
    this.#markExports(groups.flat(), byPath);
    const names = nameRoutines(groups, this.#program.kind, this.#taken);
    const made = new Map<string, Made>();
    const calls = new Map<Item, Call>();
    for (const [place, group] of groups.entries()) {
      const keeps = backward.some((other) => other.some((one) => takesFrom(one, group, byPath)));
      const pair = group[0].pass === "backward" ? made.get(group[0].scope.path) : undefined;
      this.#makeRoutine(group, {
        name: names[place]!,
        keeps,
        pair,
        around: byPath.get(group[0].scope.path),
        made,
        calls,
      });
    }
    const inside = new Set(groups.flat().flatMap(({ items }) => items));
    this.#items = this.#items.flatMap((item) => calls.get(item) ?? (inside.has(item) ? [] : item));
  }

  finished(): OutlinedProgram {
    const { inputs, weights, masks, outputs } = this.#program;
    const written = <T extends { readonly key: string }>(holders: readonly T[]) =>
      holders.filter(({ key }) => !this.#written.has(key));
    const gradients = written(this.#program.gradients);
    const updates = written(this.#program.updates);
    const parts = new Map<string, Part>();
    const taken = [
      ...this.#items.flatMap(takenBy),
      ...[...outputs, ...gradients, ...updates].map(({ value }) => value),
    ];
    for (const value of taken) this.#addParts(value, parts);
    const main: Body = { inputs, weights, masks, parts: [...parts.values()], items: this.#items, gradients, updates };
    const results = new Set([...outputs, ...gradients, ...updates].map(({ value }) => value.name));
    const routines = this.#routines.map((routine) => ({
      ...routine,
      body: withLoops(routine.body, new Set(routine.outputs.map(({ name }) => name))),
    }));
    return { program: this.#program, main: withLoops(main, results), routines };
  }

  /** Of the whole program: a value's field in a record, and the record's in another one. Records come first. */
  #addParts(value: Value, parts: Map<string, Part>): void {
    const part = this.#around.parts.get(value.name);
    if (part === undefined || parts.has(value.name)) return;
    this.#addParts(part.record, parts);
    parts.set(value.name, part);
  }

  /** A scope's code, where it stands together. */
  #segment(scope: Scope, pass: "forward" | "backward", forward?: Segment): Segment | undefined {
    const places = this.#items.flatMap((item, place) =>
      !isLoop(item) && item.pass === pass && liesIn(item.path, scope.path) ? [place] : [],
    );
    const [first] = places;
    if (first === undefined || places.at(-1)! - first + 1 !== places.length) return undefined;
    const segment = new Segment(scope, pass, this.#items.slice(first, first + places.length), this.#around, forward);
    // Records go to the backward pass of their own scope only; a function is handed values.
    const takesRecord = segment.body.inputs.some(({ name }) => isRecord(segment.outer.get(name)!));
    return takesRecord ? undefined : segment;
  }

  /** Finds what of each segment others need. */
  #markExports(segments: readonly Segment[], forward: ReadonlyMap<string, Segment>): void {
    const owners = new Map(segments.flatMap((segment) => segment.items.map((item) => [item, segment] as const)));
    const makers = new Map(
      segments.flatMap((segment) => segment.items.flatMap(madeBy).map(({ name }) => [name, segment] as const)),
    );
    const takeFor = (value: Value, owner: Segment | undefined): void => {
      const maker = makers.get(value.name);
      if (maker !== undefined) {
        if (maker !== owner) maker.exported.add(maker.localOf(value.name)!);
        return;
      }
      const part = this.#around.parts.get(value.name);
      if (part !== undefined) takeFor(part.record, owner);
    };
    for (const item of this.#items) for (const value of takenBy(item)) takeFor(value, owners.get(item));
    for (const { value } of this.#program.outputs) takeFor(value, undefined);
    for (const { key, value } of [...this.#program.gradients, ...this.#program.updates]) {
      const maker = makers.get(value.name);
      if (maker === undefined || !liesIn(key, maker.scope.path)) takeFor(value, undefined);
    }
    for (const segment of segments) {
      const partner = segment.pass === "backward" ? forward.get(segment.scope.path) : undefined;
      for (const { record, field } of segment.body.parts)
        if (record === segment.body.kept) partner!.exported.add(field);
    }
  }

  #makeRoutine(group: Group, { name, keeps, pair, around, made, calls }: Making): void {
    const [first] = group;
    const names = localNames(first, pair?.names, around);
    const { body: common, numbers, values } = commonBody(group.map(({ body }) => body));
    const renamed = (value: Value): Value => ({ ...value, name: names.get(value.name)! });
    const exported = new Set(group.flatMap((segment) => [...segment.exported]));
    const outputs = [...first.outer.keys()].filter((local) => exported.has(local));
    const body = namedBody(common, renamed, pair?.names);
    const routine: Routine = {
      name,
      scope: { kind: first.scope.kind, name: first.scope.name },
      pass: first.pass,
      paths: group.map(({ scope }) => scope.path),
      body,
      numbers,
      outputs: outputs.map((local) => ({ name: names.get(local)!, shape: first.outer.get(local)!.shape })),
      isRecord: keeps || outputs.length > 1 || outputs.some((local) => isRecord(first.outer.get(local)!)),
      ...(pair === undefined ? {} : { forward: pair.routine }),
    };
    this.#routines.push(routine);
    for (const [place, segment] of group.entries()) {
      const call = this.#call(segment, routine, { outputs, names, numbers: values[place]! });
      calls.set(segment.items[0]!, call);
      for (const { key } of [...segment.body.gradients, ...segment.body.updates])
        this.#written.add(`${segment.scope.path}.${key}`);
      if (first.pass === "forward") made.set(segment.scope.path, { routine, names });
    }
  }

  #call(segment: Segment, routine: Routine, { outputs, names, numbers }: Called): Call {
    const { path } = segment.scope;
    const record = routine.isRecord ? recordOf(path, segment.pass) : undefined;
    const given = outputs.map((local) => ({ local, value: segment.outer.get(local)! }));
    if (record !== undefined) {
      for (const { local, value } of given)
        if (segment.makes(value)) this.#around.parts.set(value.name, { value, record, field: names.get(local)! });
    }
    return {
      routine,
      path,
      pass: segment.pass,
      inputs: segment.body.inputs.map(({ name }) => segment.outer.get(name)!),
      ...(segment.body.kept === undefined ? {} : { kept: recordOf(path, "forward") }),
      numbers,
      outputs: record === undefined ? given.map(({ value }) => value) : [],
      ...(record === undefined ? {} : { record }),
    };
  }
}

interface Making {
  readonly name: string;
  /** Whether a backward pass takes its record. */
  readonly keeps: boolean;
  /** What was made of the same scopes' forward pass. */
  readonly pair: Made | undefined;
  readonly around: Segment | undefined;
  readonly made: Map<string, Made>;
  readonly calls: Map<Item, Call>;
}

interface Called {
  readonly outputs: readonly string[];
  readonly names: ReadonlyMap<string, string>;
  readonly numbers: Call["numbers"];
}

function recordOf(path: string, pass: "forward" | "backward"): Value {
  return { name: `${pass === "forward" ? "record" : "gradients"} of ${path}`, shape: [] };
}

function isRecord({ name }: Value): boolean {
  return name.startsWith("record of ") || name.startsWith("gradients of ");
}

/** Whether a segment of the backward pass takes a record of this group. */
function takesFrom(segment: Segment, group: Group, forward: ReadonlyMap<string, Segment>): boolean {
  return segment.body.kept !== undefined && group.includes(forward.get(segment.scope.path)!);
}

function namedBody(
  body: Body,
  renamed: (value: Value) => Value,
  forward: ReadonlyMap<string, string> | undefined,
): Body {
  const { mapped, kept } = { mapped: mapValues(body, renamed), kept: body.kept };
  const parts = body.parts.map(({ record, field }, place) => {
    const part = mapped.parts[place]!;
    return record.name === kept?.name ? { ...part, field: forward!.get(field)! } : part;
  });
  return { ...mapped, parts };
}

/** Groups that are worth a function: blocks with more than a line or two, and large steps that come more than once. */
function worthwhile(segments: readonly Segment[]): Group[] {
  const groups = new Map<string, [Segment, ...Segment[]]>();
  for (const segment of segments) {
    const known = groups.get(segment.key);
    if (known === undefined) groups.set(segment.key, [segment]);
    else known.push(segment);
  }
  return [...groups.values()].filter(([first, ...others]) =>
    first.scope.kind === "block" ? weightOf(first) > 2 : others.length > 0 && weightOf(first) > 3,
  );
}
