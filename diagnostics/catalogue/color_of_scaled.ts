import { defineDiagnostic } from "../define.ts";
import { examplesWith } from "./sample-examples.ts";

interface About {
  readonly from: { readonly low: number; readonly high: number };
}

export const color_of_scaled = defineDiagnostic<About>({
  name: "color_of_scaled",
  severity: "error",
  message: ({ from }) => `color_jitter works on numbers of 0..1, but here they lie in ${from.low}..${from.high}`,
  why: "Brightness, contrast and saturation are factors of light, which is 0 where it is dark, and each is held to 0..1. Of other numbers they would make something else than a brighter or darker picture.",
  fix: "Write `scale` as the last step.",
  bad: examplesWith(["scale(-1..1)", "augment train { color_jitter(brightness: 20%) }", "resize(60, 80)"]),
  good: examplesWith(["augment train { color_jitter(brightness: 20%) }", "resize(60, 80)", "scale(-1..1)"]),
});
