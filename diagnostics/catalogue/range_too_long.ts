import { defineDiagnostic } from "../define.ts";
import { sampleData } from "./sample-specs.ts";

export const range_too_long = defineDiagnostic<{ readonly count: number; readonly limit: number }>({
  name: "range_too_long",
  severity: "error",
  message: ({ count, limit }) => `this range has ${count} numbers; at most ${limit} are possible`,
  why: "Every number of the range is looked at. Compiling has to end, and quickly, whatever a spec says.",
  fix: "Write a shorter range. Mostly a digit too many was typed.",
  bad: sampleData.replace("train: 1..32", "train: 41..1000000000"),
  good: sampleData,
});
