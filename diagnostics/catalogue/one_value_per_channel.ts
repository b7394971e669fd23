import { defineDiagnostic } from "../define.ts";
import { experimentWith } from "./sample-experiment.ts";

interface About {
  readonly step: string;
  /** How many examples there are in an epoch, where batches of `batch` leave one of them for the last. */
  readonly lastOf?: { readonly examples: number; readonly batch: number };
}

const body = ["flatten()", "fc1 = linear(4, bias: false)", "bn1 = batchnorm()", "relu()", "fc2 = linear(2)"];

export const one_value_per_channel = defineDiagnostic<About>({
  name: "one_value_per_channel",
  severity: "error",
  message: ({ step, lastOf }) => {
    const only = `\`${step}\` has one number per channel, and nothing to norm it by`;
    if (lastOf === undefined) return `in a batch of one example ${only}`;
    return `${lastOf.examples} examples in batches of ${lastOf.batch} leave a last batch of one, in which ${only}`;
  },
  why: 'In training, batch normalisation takes mean and deviation over the numbers that each channel has in the batch. A single number is its own mean and has no deviation: whatever goes in, 0 comes out, and no gradient goes back. PyTorch refuses it too ("Expected more than 1 value per channel when training").',
  fix: "Take larger batches, or of a size that leaves more than one example for the last.",
  bad: experimentWith({ body, properties: { batch: "1" } }),
  good: experimentWith({ body, properties: { batch: "2" } }),
});
