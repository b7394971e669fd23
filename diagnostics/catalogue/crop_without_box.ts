import { defineDiagnostic } from "../define.ts";
import { examplesWith } from "./sample-examples.ts";

export const crop_without_box = defineDiagnostic<{ readonly reader: string }>({
  name: "crop_without_box",
  severity: "error",
  message: ({ reader }) => `crop cuts to the box of a face, but ${reader} gives no boxes`,
  why: "Where in a picture the face is must be known before its points are: from a face detector, as annotations with boxes have it. A box made of the points themselves would tell the network where they are.",
  fix: "Leave `crop` out, or use a data set whose reader gives boxes.",
  bad: examplesWith(["crop(margin: 1.25)", "resize(60, 80)"]),
  good: examplesWith(["resize(60, 80)"]),
});
