import { defineDiagnostic } from "../define.ts";

interface About {
  readonly name: string;
}

const model = (height: number) => `model Small {
  input image: image[1, ${height}, 16] in 0..1
  pool1 = maxpool2d(2) @allow(lost_pixels)
  flatten()
  fc1 = linear(2)
  output nose: points[1]
}
`;

export const allow_without_effect = defineDiagnostic<About>({
  name: "allow_without_effect",
  severity: "warning",
  message: ({ name }) => `there is no \`${name}\` here to allow`,
  why: "An annotation that silences nothing was meant for something that is no longer so, or never was, and would silence it unseen when it comes back.",
  fix: "Remove the annotation.",
  bad: model(12),
  good: model(13),
});
