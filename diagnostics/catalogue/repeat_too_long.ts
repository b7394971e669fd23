import { defineDiagnostic } from "../define.ts";
import { sampleModel } from "./sample-specs.ts";

export const repeat_too_long = defineDiagnostic<{ readonly count: number }>({
  name: "repeat_too_long",
  severity: "error",
  message: ({ count }) => `${count} turns are more steps than a network may have`,
  why: "Every turn of a repeat is a step of its own, with its own weights. The largest networks that people train have some thousand steps.",
  fix: "Write a smaller range.",
  bad: sampleModel("deep = repeat i in 0..<1_000_000_000 { relu() }; flatten(); fc = linear(2)"),
  good: sampleModel("deep = repeat i in 0..<2 { conv2d(4, kernel: 1) }; flatten(); fc = linear(2)"),
});
