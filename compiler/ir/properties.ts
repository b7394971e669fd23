import type { DeclarationKind, Registry } from "./bound.ts";
import { float, indices, int, type ParameterSchema } from "./parameters.ts";

/**
 * What the bodies of `keypoints`, `dataset` and `experiment` may say. Names are checked against these tables, values are
 * worked out by them, the editor completes from them and the docs print them.
 */
export type PropertyForm =
  /** The name of a declaration. */
  | { readonly kind: "declaration"; readonly of: DeclarationKind }
  /** A call of an entry of a registry: `adam(lr: 1e-3)`. */
  | { readonly kind: "call"; readonly registry: Registry }
  | { readonly kind: "value"; readonly schema: ParameterSchema }
  /** `{ name: value, ... }`: with `keys` only those names, else any. */
  | { readonly kind: "record"; readonly keys?: readonly string[]; readonly schema: ParameterSchema }
  /** `[ 0<->12, 6, ... ]` */
  | { readonly kind: "mirror"; readonly schema: ParameterSchema }
  /** Part of the language, but the compiler can't do it yet. */
  | { readonly kind: "later" };

export interface PropertySchema {
  readonly doc: string;
  readonly required: boolean;
  readonly form: PropertyForm;
}

export type PropertySchemas = Readonly<Record<string, PropertySchema>>;

function required(doc: string, form: PropertyForm): PropertySchema {
  return { doc, required: true, form };
}

function optional(doc: string, form: PropertyForm): PropertySchema {
  return { doc, required: false, form };
}

function later(doc: string): PropertySchema {
  return optional(doc, { kind: "later" });
}

/** A point of a face, by its number. */
export const pointIndex = int({ doc: "Index of a point, from 0.", minimum: 0 });

const whole = (doc: string, maximum: number): PropertyForm => {
  return { kind: "value", schema: int({ doc, minimum: 1, maximum }) };
};

const keypoints: PropertySchemas = {
  count: required("How many points a face has.", whole("How many points a face has.", 10_000)),
  groups: optional("Parts of the face, each the indices of its points.", {
    kind: "record",
    schema: indices({ doc: "Points of the group.", minimum: 0 }),
  }),
  names: optional("Points with a name of their own.", { kind: "record", schema: pointIndex }),
  mirror: optional("Which points change places when the picture is flipped; one that stays stands alone.", {
    kind: "mirror",
    schema: pointIndex,
  }),
};

const dataset: PropertySchemas = {
  source: required("The reader, and where its files are.", { kind: "call", registry: "datasets" }),
  keypoints: required("How the points are numbered.", { kind: "declaration", of: "keypoints" }),
  split: required("What is for training, what for validation.", { kind: "call", registry: "splits" }),
};

const experiment: PropertySchemas = {
  model: required("The network to train.", { kind: "declaration", of: "model" }),
  data: required("What it learns from.", { kind: "declaration", of: "examples" }),
  loss: required("What training makes small.", { kind: "call", registry: "losses" }),
  optimizer: required("How weights are updated.", { kind: "call", registry: "optimizers" }),
  epochs: required("How often training goes through all examples.", whole("Passes through all examples.", 1_000_000)),
  batch: required("Examples per update.", whole("Examples per update.", 1_000_000)),
  seed: optional("Where every random draw begins.", {
    kind: "value",
    schema: int({ doc: "Where every random draw begins.", minimum: 0, maximum: Number.MAX_SAFE_INTEGER, default: 0 }),
  }),
  reported: optional("The figures of the document that the experiment is from.", {
    kind: "record",
    keys: ["train_loss", "validation_loss"],
    schema: float({ doc: "A reported loss.", minimum: 0 }),
  }),
  metrics: later("What a run measures beside the loss."),
  schedule: later("How the learning rate changes."),
  weight_decay: later("How weights are kept small."),
  clip: later("How large a gradient may get."),
  early_stopping: later("When training ends before its last epoch."),
  init: later("Weights to begin with."),
  freeze: later("Steps whose weights stay as they are."),
  sweep: later("Values to try, one run each."),
};

export const propertySchemas = { keypoints, dataset, experiment };
