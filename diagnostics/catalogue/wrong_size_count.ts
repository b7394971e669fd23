import { defineDiagnostic } from "../define.ts";
import { sampleModel } from "./sample-specs.ts";

interface About {
  readonly role: string;
  readonly axes: readonly string[];
  readonly count: number;
}

export const wrong_size_count = defineDiagnostic<About>({
  name: "wrong_size_count",
  severity: "error",
  message: ({ role, axes, count }) =>
    `\`${role}\` takes ${axes.length === 1 ? "one size" : `${axes.length} sizes`} (${axes.join(", ")}), not ${count}`,
  why: "The sizes of an input or output are those of one example, in PyTorch's order; the batch is implied. Points have two numbers each, x and y, so only their count is written.",
  fix: "Write `image[channels, height, width]`, `features[channels, height, width]`, `vector[features]` or `points[count]`.",
  bad: sampleModel().replace("points[1]", "points[1, 2]"),
  good: sampleModel(),
});
