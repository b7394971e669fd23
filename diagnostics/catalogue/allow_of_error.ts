import { defineDiagnostic } from "../define.ts";

interface About {
  readonly name: string;
}

const model = (annotation: string) => `model Small {
  input image: image[1, 13, 16] in 0..1
  pool1 = maxpool2d(2) @allow(${annotation})
  flatten()
  fc1 = linear(2)
  output nose: points[1]
}
`;

export const allow_of_error = defineDiagnostic<About>({
  name: "allow_of_error",
  severity: "error",
  message: ({ name }) => `\`${name}\` is an error, which can't be allowed`,
  why: "`@allow` is for notes and warnings: for what is sound, but probably not meant. An error says that the spec has no meaning, or none that could be run.",
  fix: "Remove the annotation, and mend what the error tells.",
  bad: model("lost_pixels, needs_vector"),
  good: model("lost_pixels"),
});
