import type { Outcome } from "../../diagnostics/diagnostic.ts";
import type { BoundDeclaration } from "../ir/bound.ts";
import { newContext, type Project } from "./context.ts";
import { evaluateSettled, isStructure, settle } from "./evaluate.ts";

/**
 * Works out a constant, used or not, for what there is to say about it. It has no value of its own: lists and ranges mean
 * what the parameter means that they are given to.
 */
export function elaborateConst(project: Project, declaration: BoundDeclaration): Outcome<undefined> {
  const { context, diagnostics } = newContext(project);
  if (declaration.kind !== "const") return { value: undefined, diagnostics };
  const settled = settle({ ...context, constants: [declaration.ref] }, declaration.value);
  if (settled !== undefined && !isStructure(settled.expression)) evaluateSettled(settled);
  return { value: undefined, diagnostics };
}
