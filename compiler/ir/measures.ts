/** What a `budget` can hold a model to. */
export interface Measure {
  /** As it is written. */
  readonly form: string;
  readonly doc: string;
  readonly quantity: "bytes" | undefined;
  readonly takesBatch: boolean;
}

export const measures: Readonly<Record<string, Measure>> = {
  parameters: {
    form: "parameters",
    doc: "Numbers that training changes.",
    quantity: undefined,
    takesBatch: false,
  },
  multiply_adds: {
    form: "multiply_adds",
    doc: "Multiply-adds of one example, forward.",
    quantity: undefined,
    takesBatch: false,
  },
  receptive_field: {
    form: "receptive_field",
    doc: "Pixels of the input, along its shorter side, that one number of the last feature map sees.",
    quantity: undefined,
    takesBatch: false,
  },
  train_memory: {
    form: "train_memory(batch: 8)",
    doc: "Bytes that training holds: weights, gradients, two moments of the optimizer, and the values of every step.",
    quantity: "bytes",
    takesBatch: true,
  },
};
