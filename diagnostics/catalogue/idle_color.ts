import { defineDiagnostic } from "../define.ts";
import { examplesWith } from "./sample-examples.ts";

interface About {
  /** Parameters of color_jitter that do nothing. */
  readonly idle: readonly string[];
}

const jitter = "augment train { color_jitter(brightness: 20%, saturation: 20%) }";

export const idle_color = defineDiagnostic<About>({
  name: "idle_color",
  severity: "warning",
  message: ({ idle }) =>
    `the picture is gray here: ${idle.join(" and ")} of color_jitter ${idle.length > 1 ? "change" : "changes"} nothing`,
  why: "Saturation and hue are properties of color. Once `grayscale` has made one channel of three there is none left to change.",
  fix: "Write `grayscale()` below the step, or leave these parameters out.",
  bad: examplesWith(["grayscale()", jitter, "resize(60, 80)"]),
  good: examplesWith([jitter, "grayscale()", "resize(60, 80)"]),
});
