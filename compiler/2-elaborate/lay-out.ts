import { repeat_too_long } from "../../diagnostics/catalogue/repeat_too_long.ts";
import { wrong_calculation } from "../../diagnostics/catalogue/wrong_calculation.ts";
import { wrong_name } from "../../diagnostics/catalogue/wrong_name.ts";
import type { BoundIf, BoundRepeat, BoundStatement, BoundStep } from "../ir/bound.ts";
import { isStepName } from "../ir/step-name.ts";
import type { Context } from "./context.ts";
import { turnsOf } from "./convert.ts";
import { evaluate } from "./evaluate.ts";
import type { Laid, LaidStep } from "./laid.ts";
import { describeScalar } from "./scalar.ts";
import { mostStatements } from "./unrolling.ts";

/** Lays statements out to be unrolled: see `Laid`. A condition without an answer leaves a step that nobody understands. */
export function layOut(context: Context, statements: readonly (BoundStatement | Laid)[]): Laid[] {
  return statements.flatMap((statement): Laid[] => {
    if (statement.kind === "if") return chosen(context, statement);
    if (statement.kind !== "step") return [statement];
    const inside = "context" in statement ? (statement.context ?? context) : context;
    const step = named(inside, statement);
    if (step.label !== undefined || step.value.kind !== "repeat" || !areComputed(step.value.body)) return [step];
    return turns(inside, step, step.value);
  });
}

function chosen(context: Context, { condition, whenTrue, whenFalse, place }: BoundIf): Laid[] {
  const value = evaluate(context, condition);
  if (value?.kind === "bool")
    return layOut(context, value.value ? whenTrue : whenFalse).map((each) => ({ context, ...each }));
  if (value !== undefined) {
    const problem = `the condition after \`if\` is ${describeScalar(value)}, not true or false`;
    context.report(wrong_calculation.at(condition.place, { problem }));
  }
  return [lost(place)];
}

/** A step that stands for what can't be known. */
function lost(place: BoundStatement["place"]): LaidStep {
  const notes = { allowed: [], assumed: false };
  return { kind: "step", label: undefined, value: { kind: "poison", place }, notes, place };
}

/** A step whose name is worked out. */
function named(context: Context, step: BoundStep | LaidStep): LaidStep {
  const computed = step.label?.computed;
  if (computed === undefined) return step;
  const { place } = step.label!;
  const value = evaluate(context, computed);
  const text = value?.kind === "text" ? value.value : undefined;
  if (text !== undefined && isStepName(text)) return { ...step, label: { text, place } };
  if (text !== undefined) context.report(wrong_name.at(place, { name: text }));
  return { ...step, label: undefined, value: { kind: "poison", place: step.place } };
}

/**
 * The turns of a repeat as the steps of a body: one whose name is computed goes by that, a step that is alone in its turn
 * by the index; several steps are a turn that goes by the index.
 */
export function turns(context: Context, step: LaidStep, repeat: BoundRepeat): Laid[] {
  const { body, place } = repeat;
  const computed = areComputed(body);
  const [first, ...others] = body;
  const single = others.length === 0 && first?.kind === "step" && first.label === undefined ? first : undefined;
  return eachTurn(context, repeat, (inside, index): Laid[] => {
    if (computed) return layOut(inside, body).map((each) => ({ context: inside, ...each }));
    const label = { text: String(index), place };
    if (single !== undefined) return [{ ...single, label, context: inside }];
    return [{ ...step, label, value: { kind: "turn", body, place }, context: inside }];
  });
}

/** The steps of a sequential or a branch, which count: a repeat without a name is written out, so that its steps count on. */
export function layOutFlat(context: Context, statements: readonly BoundStatement[]): Laid[] {
  return layOut(context, statements).flatMap((statement): Laid[] => {
    if (statement.kind !== "step" || statement.label !== undefined || statement.value.kind !== "repeat")
      return [statement];
    const { value, notes } = statement;
    return eachTurn(statement.context ?? context, value, (inside) =>
      layOutFlat(inside, value.body).map((each) => allowing(notes.allowed, { context: inside, ...each })),
    );
  });
}

function allowing(allowed: LaidStep["notes"]["allowed"], statement: Laid): Laid {
  if (statement.kind !== "step") return statement;
  return { ...statement, notes: { ...statement.notes, allowed: [...allowed, ...statement.notes.allowed] } };
}

/** What `make` makes of each turn, in which the variable of the repeat has its value. */
function eachTurn(
  context: Context,
  { variable, over, body, place }: BoundRepeat,
  make: (inside: Context, index: number) => Laid[],
): Laid[] {
  const indices = turnsOf(context, over);
  if (indices === undefined || variable === undefined) return [lost(place)];
  if (indices.length * Math.max(1, body.length) > mostStatements) {
    context.report(repeat_too_long.at(over.place, { count: indices.length }));
    return [lost(place)];
  }
  if (!context.spend(indices.length, place)) return [lost(place)];
  return indices.flatMap((index) => {
    const value = { kind: "number", value: index, quantity: undefined } as const;
    return make({ ...context, variables: new Map([...context.variables, [variable, value]]) }, index);
  });
}

/** Whether every step of a repeat has a name that is computed, which then stands in place of the index. */
function areComputed(body: readonly BoundStatement[]): boolean {
  const all = (statements: readonly BoundStatement[]): boolean =>
    statements.every((each) => {
      if (each.kind === "if") return all(each.whenTrue) && all(each.whenFalse);
      return each.kind === "step" && each.label?.computed !== undefined;
    });
  return body.length > 0 && all(body);
}
