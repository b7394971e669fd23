import type { Value } from "../../../ir/program.ts";
import {
  type Body,
  type Call,
  type Item,
  isCall,
  isLoop,
  type Loop,
  type Routine,
  takenBy,
} from "../../outline/index.ts";
import { type Code, call, flat, lineWidth } from "../code-text.ts";
import type { BodyWriter } from "./body-writer.ts";

/** What callers know of an emitted function. */
export interface EmittedRoutine {
  /** Properties of its record, by the names of the values that they are. */
  readonly fields: ReadonlyMap<string, string>;
  /** Its parameters behind inputs and record: `weights`, `path`, and numbers by their names. */
  readonly extras: readonly string[];
}

export type EmittedRoutines = ReadonlyMap<string, EmittedRoutine>;

/** Writes the calls and loops of a body. */
export class CallWriter {
  readonly #body: Body;
  readonly #writer: BodyWriter;
  readonly #routines: EmittedRoutines;
  /** Variables of lists that loops made of their records, by the name of each record. */
  readonly #lists = new Map<string, string>();

  constructor(body: Body, writer: BodyWriter, routines: EmittedRoutines) {
    this.#body = body;
    this.#writer = writer;
    this.#routines = routines;
  }

  write(item: Call | Loop, returned = false): void {
    if (isLoop(item)) this.#loop(item);
    else this.#single(item, returned);
  }

  /** Values that are fields of a record are held as its properties. */
  holdFields(record: Value, code: string, routine: Routine): void {
    const { fields } = this.#routines.get(routine.name)!;
    for (const part of this.#body.parts) {
      if (part.record.name !== record.name) continue;
      const field = `${code}.${fields.get(part.field)!}`;
      this.#writer.hold(part.value, field);
      const inner = recordMaker(routine, part.field);
      if (inner !== undefined) this.holdFields(part.value, field, inner);
    }
  }

  #single(one: Call, returned: boolean): void {
    const kept = one.kept === undefined ? undefined : flat(this.#writer.expression(one.kept).code);
    const code = this.#code(one, this.#writer.path(one.path), kept);
    const [output] = one.outputs;
    if (returned) this.#writer.statement(code, "return ");
    else if (one.record !== undefined) {
      const name = this.#writer.variable(one.record);
      this.#writer.statement(code, `const ${name} = `);
      this.#writer.hold(one.record, name);
      this.holdFields(one.record, name, one.routine);
    } else if (output === undefined) this.#writer.statement(code, "");
    else {
      const name = this.#writer.variable(output);
      this.#writer.statement(code, `${headOf(this.#body, one) === undefined ? "const" : "let"} ${name} = `);
      this.#writer.hold(output, name);
    }
  }

  #loop(loop: Loop): void {
    const { calls, carried, repeat, indices } = loop;
    const [first] = calls as readonly [Call];
    const variable = this.#writer.variable(loopVariable(loop));
    const initial = first.inputs[carried]!;
    const continued = this.#body.items.some((item) => isCall(item) && headOf(this.#body, item) === loop);
    if (!continued) this.#writer.statement(this.#writer.plainTensor(initial), `let ${variable} = `);
    const turn = `${repeat}.\${i}`;
    const path = this.#writer.style.isScoped ? `\`\${path}.${turn}\`` : `\`${turn}\``;
    const kept = first.kept === undefined ? undefined : "block";
    const code = this.#code(first, path, kept, { place: carried, variable });
    const list = first.kept === undefined ? undefined : this.#lists.get(first.kept.name);
    const head =
      list === undefined ? `const i of [${indices.join(", ")}] as const` : `const block of [...${list}].reverse()`;
    if (first.record === undefined) this.#bare(head, code, variable);
    else this.#gathering(loop, head, code, variable);
    const last = calls.at(-1)!;
    const result = this.#resultOf(loop, last);
    if (result !== undefined) this.#writer.hold(result, variable);
  }

  #bare(head: string, code: Code, variable: string): void {
    const { indent } = this.#writer.style;
    const line = `for (${head}) ${variable} = ${flat(code)};`;
    if (indent + line.length <= lineWidth) {
      this.#writer.lines.push(line);
      return;
    }
    this.#block(head, [[`${variable} = `, code]]);
  }

  #gathering(loop: Loop, head: string, code: Code, variable: string): void {
    const { routine } = loop.calls[0]!;
    const list = this.#writer.variable(loopList(loop));
    for (const { record } of loop.calls) this.#lists.set(record!.name, list);
    const field = this.#routines.get(routine.name)!.fields.get(routine.outputs[loop.result]!.name)!;
    this.#writer.lines.push(`const ${list} = [];`);
    this.#block(head, [
      ["const block = ", code],
      ["", call(`${list}.push`, "block")],
      [`${variable} = `, `block.${field}`],
    ]);
  }

  #block(head: string, statements: readonly (readonly [string, Code])[]): void {
    const inner = this.#writer.innerLines(statements);
    this.#writer.lines.push([`for (${head}) {`, ...inner, `${" ".repeat(this.#writer.style.indent)}}`].join("\n"));
  }

  #resultOf({ result }: Loop, last: Call): Value | undefined {
    if (last.record === undefined) return last.outputs[result];
    const field = last.routine.outputs[result]!.name;
    return this.#body.parts.find((part) => part.record.name === last.record!.name && part.field === field)?.value;
  }

  /** `carried` is an input that a loop's variable stands for. */
  #code(
    { routine, inputs, numbers }: Call,
    path: string,
    kept?: string,
    carried?: { place: number; variable: string },
  ) {
    const given = inputs.map((value, place) =>
      place === carried?.place ? carried.variable : this.#writer.plainTensor(value),
    );
    const extras = this.#routines.get(routine.name)!.extras.map((name): Code => {
      if (name === "path") return path;
      const place = routine.numbers.indexOf(name);
      return place < 0 ? name : this.#writer.size(numbers[place]!);
    });
    return call(routine.name, ...given, ...(kept === undefined ? [] : [kept]), ...extras);
  }
}

/** The name under which a loop's variable is known. */
export function loopVariable({ calls }: Loop): Value {
  return { name: `loop from ${calls[0]!.pass} ${calls[0]!.path}`, shape: [] };
}

/** The name under which the list of a loop's records is known. */
export function loopList(loop: Loop): Value {
  return { name: `list of ${loopVariable(loop).name}`, shape: [] };
}

/** The loop that goes on with what a call gives, and that nothing else takes. */
export function headOf({ items }: Body, head: Call): Loop | undefined {
  const [output] = head.outputs;
  const next = items[items.indexOf(head) + 1];
  if (output === undefined || next === undefined || !isLoop(next)) return undefined;
  const [first, ...others] = next.calls as readonly [Call, ...Call[]];
  if (first.inputs[next.carried]!.name !== output.name) return undefined;
  const elsewhere = (item: Item): boolean => takenBy(item).some(({ name }) => name === output.name);
  return others.some(elsewhere) || items.some((item) => item !== next && elsewhere(item)) ? undefined : next;
}

/** The routine whose record a value of another one is. */
export function recordMaker({ body }: Routine, name: string): Routine | undefined {
  const calls = body.items.flatMap((item) => (isLoop(item) ? item.calls : isCall(item) ? [item] : []));
  return calls.find(({ record }) => record?.name === name)?.routine;
}
