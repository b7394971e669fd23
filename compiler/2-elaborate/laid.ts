import type { Place } from "../../diagnostics/place.ts";
import type {
  BoundBranch,
  BoundBudget,
  BoundEdit,
  BoundInput,
  BoundOutput,
  BoundStatement,
  BoundStep,
} from "../ir/bound.ts";
import type { Context } from "./context.ts";

/** Edits of one variant for what stands inside a step. */
export interface EditLayer<S = unknown> {
  readonly edits: readonly BoundEdit<S>[];
  /** What the variant varies, for messages. */
  readonly base: { readonly name: string } | undefined;
  /** Path of the step that they stand inside of, with a dot behind it. */
  readonly prefix?: string;
}

interface Extra {
  /** Where names in it live, if not in the body around it: a repeat's turn has its own index. */
  readonly context?: Context;
  readonly inner?: readonly EditLayer[];
}

/** One turn of a repeat with several steps. */
export interface Turn {
  readonly kind: "turn";
  readonly body: readonly BoundStatement[];
  readonly place: Place;
}

export type LaidStep = Omit<BoundStep, "value"> & { readonly value: BoundStep["value"] | Turn } & Extra;

/** The statements of a body laid out to be unrolled: conditions decided, repeats without a name written out, names computed. */
export type Laid =
  | (BoundInput & Extra)
  | (BoundOutput & Extra)
  | LaidStep
  | (BoundBranch & Extra)
  | (BoundBudget & Extra);
