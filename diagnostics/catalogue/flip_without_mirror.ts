import { defineDiagnostic } from "../define.ts";
import { examplesWith } from "./sample-examples.ts";

const steps = ["augment train { hflip(p: 0.5) }", "resize(60, 80)"];

export const flip_without_mirror = defineDiagnostic<{ readonly scheme: string }>({
  name: "flip_without_mirror",
  severity: "error",
  message: ({ scheme }) =>
    `hflip needs to know which points change places, but keypoint scheme ${scheme} has no mirror`,
  why: "In a flipped picture the left eye is where the right eye was. Unless points are exchanged with their counterparts, the network learns that a left eye may be on either side, and places both in between.",
  fix: "Give the keypoint scheme a `mirror`: `a<->b` for two points that change places, `a` alone for one on the middle line.",
  bad: examplesWith(steps, { mirror: false }),
  good: examplesWith(steps),
});
