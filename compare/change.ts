import type { GraphInput, GraphOutput, TypedNode } from "../compiler/ir/graph.ts";
import type { Place } from "../diagnostics/place.ts";

/** What a change costs those who use the model, from next to nothing to most; a change has the gravest class that fits. */
export const changeClasses = {
  naming: "only names or budgets change: weights, results and training stay",
  training: "training changes: data, augmentation, optimizer, schedule, seed",
  numerics: "the same weights give other results",
  weights: "a checkpoint no longer loads, or only in part",
  interface: "inputs or outputs change",
} as const;

export type ChangeClass = keyof typeof changeClasses;

/** From least to gravest. */
export const classOrder = Object.keys(changeClasses) as readonly ChangeClass[];

/** Whether a class is at or over another. */
export function isAtLeast(found: ChangeClass, level: ChangeClass): boolean {
  return classOrder.indexOf(found) >= classOrder.indexOf(level);
}

export function gravest(classes: readonly ChangeClass[]): ChangeClass | undefined {
  return classOrder.findLast((each) => classes.includes(each));
}

export type ChangeKind = "inserted" | "removed" | "replaced" | "renamed" | "moved" | "rewired" | "changed";

/** A parameter that has another value; each as a spec writes it. */
export interface ParameterChange {
  readonly name: string;
  readonly before: string;
  readonly after: string;
}

/** A step before and after; one that was inserted or removed stands on one side only. */
export interface StepPlace {
  readonly before?: TypedNode;
  readonly after?: TypedNode;
}

/** What became of a step of the model. What is written once and unrolled several times changes once. */
export interface StepChange {
  readonly what: "step";
  readonly kind: ChangeKind;
  readonly class: ChangeClass;
  /** Everywhere that it happened, in the model's order; never empty. */
  readonly places: readonly StepPlace[];
  /** Of the first place. */
  readonly parameters: readonly ParameterChange[];
  /** Keys of the tensors that a checkpoint of the model before can't give because of this. */
  readonly tensors: readonly string[];
}

export interface InputChange {
  readonly what: "input";
  readonly kind: ChangeKind;
  readonly class: ChangeClass;
  readonly before?: GraphInput;
  readonly after?: GraphInput;
  readonly tensors: readonly string[];
}

export interface OutputChange {
  readonly what: "output";
  readonly kind: ChangeKind;
  readonly class: ChangeClass;
  readonly before?: GraphOutput;
  readonly after?: GraphOutput;
}

/** What an experiment says beside its model, by dotted key: `optimizer.lr`. */
export interface SettingChange {
  readonly what: "setting";
  readonly kind: ChangeKind;
  readonly class: ChangeClass;
  readonly key: string;
  /** As a spec writes it; absent where it is not there. */
  readonly before?: string;
  readonly after?: string;
  /** Where it stands after. */
  readonly place?: Place;
}

export type Change = StepChange | InputChange | OutputChange | SettingChange;
