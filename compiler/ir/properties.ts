import type { DeclarationKind, Registry } from "./bound.ts";
import { choice, float, indices, int, names, type ParameterSchema, type ParameterSchemas } from "./parameters.ts";

/**
 * What the bodies of `keypoints`, `dataset` and `experiment` may say. Names are checked against these tables, values are
 * worked out by them, the editor completes from them and the docs print them.
 */
export type PropertyForm =
  /** The name of a declaration. */
  | { readonly kind: "declaration"; readonly of: DeclarationKind }
  /** A call of an entry of a registry: `adam(lr: 1e-3)`; with `named`, also several by name: `{ points: l1(), heat: mse() }`. */
  | { readonly kind: "call"; readonly registry: Registry; readonly named?: boolean }
  /** Several such calls: `[nme(), auc()]`. */
  | { readonly kind: "calls"; readonly registry: Registry }
  | { readonly kind: "value"; readonly schema: ParameterSchema }
  /** `{ name: value, ... }` with any names, whose values are of one kind. */
  | { readonly kind: "record"; readonly schema: ParameterSchema }
  /** `{ patience: 5, min_delta: 1e-4 }`: these names only, each with a value of its own kind. */
  | { readonly kind: "fields"; readonly fields: ParameterSchemas }
  /** `[ 0<->12, 6, ... ]` */
  | { readonly kind: "mirror"; readonly schema: ParameterSchema }
  /** `{ optimizer.lr: [1e-3, 5e-4] }`: for paths of other properties, the values to try. */
  | { readonly kind: "sweep" };

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

/** A point of a face, by its number. */
export const pointIndex = int({ doc: "Index of a point, from 0.", minimum: 0 });

const whole = (doc: string, maximum: number): PropertyForm => {
  return { kind: "value", schema: int({ doc, minimum: 1, maximum }) };
};

/** A property that is one value, with the same words for the property and the value. */
function oneValue(schema: ParameterSchema): PropertySchema {
  return optional(schema.doc, { kind: "value", schema });
}

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
  on_bad_example: oneValue(
    choice({
      doc: "What becomes of an example whose picture or points can't be used: all such are an error, or they are left out, counted and listed.",
      of: ["error", "skip"],
      default: "error",
    }),
  ),
};

const experiment: PropertySchemas = {
  model: required("The network to train.", { kind: "declaration", of: "model" }),
  data: required("What it learns from.", { kind: "declaration", of: "examples" }),
  loss: required(
    "What training makes small: a loss of the model's first output, or one for each output that is named, which are summed.",
    {
      kind: "call",
      registry: "losses",
      named: true,
    },
  ),
  optimizer: required("How weights are updated.", { kind: "call", registry: "optimizers" }),
  epochs: required("How often training goes through all examples.", whole("Passes through all examples.", 1_000_000)),
  batch: required("Examples per update.", whole("Examples per update.", 1_000_000)),
  seed: oneValue(
    int({ doc: "Where every random draw begins.", minimum: 0, maximum: Number.MAX_SAFE_INTEGER, default: 0 }),
  ),
  reported: optional("The figures of the document that the experiment is from.", {
    kind: "fields",
    fields: {
      train_loss: float({ doc: "Loss of the training split.", minimum: 0, default: null }),
      validation_loss: float({ doc: "Loss of the validation split.", minimum: 0, default: null }),
      competition_mae: float({
        doc: "Mean absolute error on a competition's test set: shown, but not comparable, since those pictures are not among the data.",
        minimum: 0,
        default: null,
      }),
    },
  }),
  init: optional("Weights to begin with, in place of random ones.", { kind: "call", registry: "inits" }),
  freeze: oneValue(
    names({ doc: "Steps, blocks or weights that stay as they are, such as `[layer1, conv1.bias]`.", default: null }),
  ),
  rates: optional("Learning rates by path, as factors of `lr`: `{ layer1: 0.1, fc: 10 }`. The longest path counts.", {
    kind: "record",
    schema: float({ doc: "Factor of the learning rate.", exclusiveMinimum: 0 }),
  }),
  schedule: optional("How the learning rate changes.", { kind: "call", registry: "schedules" }),
  accumulate: oneValue(
    int({
      doc: "Batches whose gradients make one update: as if the batch were that much larger, in no more memory.",
      minimum: 1,
      maximum: 100_000,
      default: 1,
    }),
  ),
  clip_grad_norm: oneValue(
    float({
      doc: "Largest 2-norm that the gradient of all weights together may have; a larger one is scaled down to it, as by PyTorch's `clip_grad_norm_`.",
      exclusiveMinimum: 0,
      default: null,
    }),
  ),
  clip_grad_value: oneValue(
    float({
      doc: "Largest size of each number of the gradient, as by PyTorch's `clip_grad_value_`; before `clip_grad_norm`.",
      exclusiveMinimum: 0,
      default: null,
    }),
  ),
  moving_average: oneValue(
    float({
      doc: "Decay of a moving average of the weights, which is what is validated, kept as the best and used: average = decay average + (1 - decay) weight, after every update. 0.99 to 0.9999 are usual.",
      exclusiveMinimum: 0,
      exclusiveMaximum: 1,
      default: null,
    }),
  ),
  early_stopping: optional("When training ends before its last epoch.", {
    kind: "fields",
    fields: {
      patience: int({ doc: "Epochs without a better validation loss after which training ends.", minimum: 1 }),
      min_delta: float({ doc: "How much lower a loss must be to be better.", minimum: 0, default: 0 }),
    },
  }),
  metrics: optional("What a run measures on the validation split, beside the loss and the distance in pixels.", {
    kind: "calls",
    registry: "metrics",
  }),
  sweep: optional(
    "Values to try, by path: every combination is a run, as in `sweep { optimizer.lr: [1e-3, 5e-4]; seed: 0..<3 }`.",
    {
      kind: "sweep",
    },
  ),
};

export const propertySchemas = { keypoints, dataset, experiment };
