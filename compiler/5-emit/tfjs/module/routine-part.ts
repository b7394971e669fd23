import type { TypedGraph } from "../../../ir/graph.ts";
import type { Value } from "../../../ir/program.ts";
import { opsByName } from "../../../ops/index.generated.ts";
import { isInstruction, type Routine } from "../../outline/index.ts";
import { flat, layOut } from "../code-text.ts";
import { type BodyStyle, BodyWriter, bodyIndent, sizeLines } from "./body-writer.ts";
import { CallWriter, type EmittedRoutine, type EmittedRoutines, recordMaker } from "./call-code.ts";
import { docOf } from "./doc-text.ts";
import { type ModuleContext, relative, tidied } from "./module-parts.ts";
import { tensorType } from "./tensor-type.ts";
import { variableNames } from "./value-names.ts";

/** Writes a function for each routine, and a type for its record; gives what callers need to know. */
export function addRoutines(context: ModuleContext, routines: readonly Routine[]): EmittedRoutines {
  const emitted = new Map<string, EmittedRoutine>();
  for (const routine of routines) emitted.set(routine.name, addRoutine(context, routine, routines, emitted));
  return emitted;
}

function addRoutine(
  context: ModuleContext,
  routine: Routine,
  routines: readonly Routine[],
  emitted: EmittedRoutines,
): EmittedRoutine {
  const { body, name, outputs, isRecord } = routine;
  const frees = freesItsValues(routine);
  const indent = frees ? bodyIndent : functionIndent;
  const own = keptFields(routine, emitted);
  const names = variableNames(
    body,
    own,
    routines.map((other) => other.name),
  );
  const results = new Set(outputs.map((output) => output.name));
  const style: BodyStyle = { backend: context.backend, indent, names, isScoped: true, results };
  const writer = new BodyWriter(body, style);
  const calls = new CallWriter(body, writer, emitted);
  for (const [value, field] of own) {
    const part = body.parts.find((one) => one.value.name === value)!;
    writer.hold(part.value, field);
    const inner = recordMaker(routine.forward!, part.field);
    if (inner !== undefined) calls.holdFields(part.value, field, inner);
  }
  const last = body.items.at(-1)!;
  const [only, ...more] = outputs;
  const endsWithResult =
    !isRecord && more.length === 0 && only !== undefined && "outputs" in last && last.outputs[0]?.name === only.name;
  for (const item of body.items) {
    const returned = endsWithResult && item === last;
    if (isInstruction(item)) writer.write(item, returned);
    else calls.write(item, returned);
  }
  writer.writeRest();
  if (isRecord) {
    const plain = (output: Value) => flat(writer.plainTensor(output));
    const properties = outputs.map((output) => [names.get(output.name)!, plain(output)] as const);
    writer.lines.push(layOut({ properties: [["path", "path"], ...properties] }, indent, "return ", ";"));
  } else if (only !== undefined && !endsWithResult) writer.statement(writer.plainTensor(only), "return ");
  for (const helper of writer.helpers) context.helpers.add(helper);

  const mentioned = (text: string) => (word: string) => new RegExp(`(?<![\\w."])${word}\\b(?!:)`).test(text);
  const sizes = [...writer.sizes].filter((size) => !routine.numbers.includes(size));
  const lines = [...sizeLines(sizes.filter(mentioned(writer.lines.join("\n"))), body, writer), ...writer.lines];
  const mentions = mentioned(lines.join("\n"));
  const opened = ["path", ...inOrder(own.values(), emitted.get(routine.forward?.name ?? ""))].filter(mentions);
  const destructured =
    body.kept === undefined || opened.length === 0
      ? []
      : [layOut({ properties: opened.map((field) => [field, field] as const) }, indent, "const ", " = kept;")];
  const shared = ["weights", "masks", "gradients", "statistics"].filter(mentions);
  const scoped = body.kept === undefined && mentions("path") ? ["path"] : [];
  const numbers = routine.numbers.filter(mentions);
  const extras = [...shared, ...scoped, ...numbers];
  context.module.addFunction({
    name,
    docs: [docOf(docText(routine, context.graph))],
    parameters: [
      ...body.inputs.map((input) => ({ name: names.get(input.name)!, type: tensorType(input.shape.length) })),
      ...(body.kept === undefined ? [] : [{ name: "kept", type: `ReturnType<typeof ${routine.forward!.name}>` }]),
      ...shared.map((word) => ({ name: word, type: `${word.charAt(0).toUpperCase()}${word.slice(1)}` })),
      ...scoped.map((word) => ({ name: word, type: context.paths.of(routine) })),
      ...numbers.map((number) => ({ name: number, type: "number" })),
    ],
    ...(isRecord ? {} : { returnType: only === undefined ? "void" : tensorType(only.shape.length) }),
    statements: frees ? tidied(lines) : [...destructured, ...lines].map((line) => relative(line, indent)),
  });
  return { fields: new Map(outputs.map((output) => [output.name, names.get(output.name)!])), extras };
}

/** Variables for the fields of the forward pass's record that a routine takes. */
function keptFields({ body, forward }: Routine, emitted: EmittedRoutines): ReadonlyMap<string, string> {
  if (forward === undefined || body.kept === undefined) return new Map();
  const { fields } = emitted.get(forward.name)!;
  return new Map(
    body.parts.flatMap(({ value, record, field }) =>
      record.name === body.kept!.name ? [[value.name, fields.get(field)!]] : [],
    ),
  );
}

/** Fields as the record has them. */
function inOrder(fields: Iterable<string>, record: EmittedRoutine | undefined): string[] {
  const wanted = new Set(fields);
  return [...(record?.fields.values() ?? [])].filter((field) => wanted.has(field));
}

/** Columns before a statement of a function. */
const functionIndent = 2;

/** Whether a function disposes what it makes on its way: blocks do, but not where gradients take from them. */
function freesItsValues({ scope, pass, isRecord }: Routine): boolean {
  return scope.kind === "block" && pass === "forward" && !isRecord;
}

/** What the block's author says of it, or what its op does. */
function docText({ scope, pass, forward, paths, isRecord }: Routine, { containers }: TypedGraph): string {
  if (pass === "backward") return `The gradient of ${forward?.name ?? scope.name}.`;
  if (isRecord)
    return `${scope.kind === "step" ? `\`${scope.name}\`` : `The block ${scope.name}`}, with what its gradient takes from it.`;
  if (scope.kind === "step") return `\`${scope.name}\`: ${firstSentence(opsByName[scope.name]!.doc)}`;
  const doc = containers.find(({ path }) => path === paths[0])?.doc ?? "";
  return doc === "" ? `The block ${scope.name}.` : `The block ${scope.name}: ${doc}`;
}

function firstSentence(text: string): string {
  return /^.*?\.(?=\s|$)/s.exec(text)![0].replaceAll("\n", " ");
}
