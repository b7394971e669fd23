import { defineDiagnostic } from "../define.ts";
import { sampleModel } from "./sample-specs.ts";

export const graph_too_large = defineDiagnostic<{ readonly limit: number }>({
  name: "graph_too_large",
  severity: "error",
  message: ({ limit }) => `this makes more than ${limit} steps, blocks and repeats unrolled`,
  why: "Repeats within repeats and blocks within blocks multiply. Checking a spec has to end, and quickly.",
  fix: "Write smaller ranges.",
  bad: sampleModel(
    "deep = repeat i in 0..<200 { a = repeat j in 0..<200 { b = conv2d(1, kernel: 1) } }; flatten(); fc = linear(2)",
  ),
  good: sampleModel(
    "deep = repeat i in 0..<2 { a = repeat j in 0..<2 { b = conv2d(1, kernel: 1) } }; flatten(); fc = linear(2)",
  ),
});
