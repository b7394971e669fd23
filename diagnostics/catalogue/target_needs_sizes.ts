import { defineDiagnostic } from "../define.ts";
import { sampleModel } from "./sample-specs.ts";

interface About {
  readonly input: string;
  readonly sizes: readonly string[];
  readonly target: string;
  /** Only some sizes pass, or weights depend on them. */
  readonly choosy: boolean;
}

export const target_needs_sizes = defineDiagnostic<About>({
  name: "target_needs_sizes",
  foundIn: "target",
  severity: "error",
  message: ({ input, sizes, target, choosy }) => {
    const open = `\`${input}\` leaves ${sizes.join(" and ")} open, and the target ${target} needs numbers`;
    return choosy ? `${open}, since the model is another one for each size` : open;
  },
  help: () =>
    "write the size of the pictures, as in `image[1, 60, 80]`, or compile an experiment, whose examples have one",
  why: "A model may leave sizes open, and the tfjs targets take pictures of any size that it admits, unless weights depend on the size or values are joined that agree for some sizes only. What the `cpu` target runs is made for one size. Told by `kpc check --target`, and by the commands that compile for a target.",
  fix: "Write numbers in the input's type, or use another target.",
  bad: openModel("H, W"),
  good: sampleModel(),
});

function openModel(sizes: string): string {
  return `model Heat {
  input image: image[1, ${sizes}] in 0..1
  heat = conv2d(1, kernel: 3, padding: 1)
  output map: features[1, ${sizes}]
}
`;
}
