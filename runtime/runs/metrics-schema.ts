import { Ajv } from "ajv";
import type { EpochMetrics } from "../train/events.ts";

const number = { type: "number" };
/** JSON has no NaN; a metric may have no value, such as an error that is divided by nothing. */
const figure = { type: ["number", "null"] };

/** JSON Schema of a line of `metrics.jsonl`. */
const epochMetricsSchema = {
  type: "object",
  required: ["epoch", "trainLoss", "validation", "learningRate", "best", "trainSeconds", "validationSeconds"],
  properties: {
    epoch: { type: "integer", minimum: 1 },
    trainLoss: number,
    validation: {
      type: "object",
      nullable: true,
      required: ["loss", "mse", "pixelError", "metrics"],
      properties: {
        loss: number,
        mse: number,
        pixelError: number,
        metrics: { type: "object", additionalProperties: figure },
      },
    },
    learningRate: number,
    best: { type: "boolean" },
    trainSeconds: number,
    validationSeconds: number,
  },
};

export const isEpochMetrics = new Ajv({ allowUnionTypes: true }).compile<EpochMetrics>(epochMetricsSchema);
