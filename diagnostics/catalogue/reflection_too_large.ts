import { defineDiagnostic } from "../define.ts";

interface About {
  readonly op: string;
  readonly axis: "height" | "width";
  readonly size: string;
  /** Pixels that are mirrored on one side. */
  readonly mirrored: number;
}

const model = (size: number) => `model Small {
  input image: image[1, ${size}, 8] in 0..1
  blur = blurpool(filt_size: 4)
  flatten()
  fc1 = linear(2)
  output nose: points[1]
}
`;

export const reflection_too_large = defineDiagnostic<About>({
  name: "reflection_too_large",
  severity: "error",
  message: ({ op, axis, size, mirrored }) =>
    `${op} mirrors ${mirrored} pixels beyond the edge, but the ${axis} is only ${size}: it has to be at least ${mirrored + 1}`,
  why: "Reflection repeats the pixels next to the edge in reverse order, without the outermost one, so there have to be more pixels than are mirrored.",
  fix: "Use larger pictures or subsample less above, or mirror less: a smaller `filt_size`, less padding.",
  bad: model(2),
  good: model(3),
});
