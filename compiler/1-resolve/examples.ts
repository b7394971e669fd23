import { misplaced_statement } from "../../diagnostics/catalogue/misplaced_statement.ts";
import { not_yet } from "../../diagnostics/catalogue/not_yet.ts";
import { unknown_split } from "../../diagnostics/catalogue/unknown_split.ts";
import type { AugmentStatement, ExampleStatement, Statement, StepStatement } from "../../grammar/tree.ts";
import type { BoundTransform } from "../ir/bound.ts";
import { bindNotes } from "./annotations.ts";
import { bindRegistryCall } from "./calls.ts";
import { type Context, poison } from "./context.ts";
import { bindPlainLabel } from "./labels.ts";

/** The steps of an examples declaration in order, those of `augment train` among them. */
export function bindExampleSteps(context: Context, body: readonly ExampleStatement[]): BoundTransform[] {
  return body.flatMap((statement) => {
    if (statement.kind === "step") return [bindTransform(context, statement, "all")];
    checkSplit(context, statement);
    return statement.body.map((step) => bindTransform(context, step, "train"));
  });
}

/** A statement of a variant's edit where a transform is meant. */
export function bindTransformStatement(context: Context, statement: Statement): BoundTransform | undefined {
  if (statement.kind === "step") return bindTransform(context, statement, "all");
  const facts = { what: statement.kind, where: "examples" };
  context.report(misplaced_statement.at(context.place(statement.span), facts));
  return undefined;
}

function bindTransform(context: Context, step: StepStatement, split: BoundTransform["split"]): BoundTransform {
  const place = context.place(step.span);
  const { label, value } = step;
  if (value.kind === "repeat" || value.kind === "sequential")
    context.report(not_yet.at(context.place(value.span), { what: `\`${value.kind}\`` }));
  if (step.from !== undefined) {
    const facts = { what: "from", where: "examples" };
    context.report(misplaced_statement.at(context.place(step.from.span), facts));
  }
  return {
    label: label === undefined ? undefined : bindPlainLabel(context, label),
    call: value.kind === "call" ? bindRegistryCall(context, "transforms", value) : poison(context, value),
    split,
    notes: bindNotes(context, step.annotations, "step"),
    place,
  };
}

function checkSplit(context: Context, { split }: AugmentStatement): void {
  if (split === undefined || split.text === "train" || split.text === "") return;
  const place = context.place(split.span);
  const edit = { title: "write train", place, text: "train" };
  context.report(unknown_split.at(place, { name: split.text }, { edit }));
}
