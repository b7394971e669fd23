import { defineDiagnostic } from "../define.ts";

interface About {
  readonly input: string;
  /** `H, W = 0 mod 2`. */
  readonly admitted: string;
  /** `H = 3, W = 2: add can't join [4, 3, 2] and [4, 2, 2], at add#1`; undefined where no size is refused. */
  readonly refused: string | undefined;
  /** Keys of weights that are made for one size. */
  readonly sizedWeights: readonly string[];
}

const model = (type: string) => `model Half {
  input image: image[4, ${type}] in 0..1
  pool = avgpool2d(2)
  up = upsample(scale_factor: 2)
  add(image)
  output maps: features[4, ${type}]
}
`;

export const open_sizes = defineDiagnostic<About>({
  name: "open_sizes",
  severity: "note",
  message: ({ input, admitted, refused }) =>
    `\`${input}\` takes ${admitted}${refused === undefined ? "" : `. With ${refused}`}`,
  help: ({ sizedWeights: [first, ...others] }) => {
    if (first === undefined) return undefined;
    const more = others.length === 0 ? "" : ` (and ${others.length} more)`;
    return `the shape of ${first}${more} depends on these sizes: once trained, the model is for one size`;
  },
  why: "A model may leave sizes open, as in `image[1, H, W]`. Not every size need pass: windows must fit, joined values must be alike, and pooling and upsampling give back only sizes that they divide. Every size up to a bound is tried with the steps' own shape rules; beyond it the rule is known from how the sizes grow.",
  fix: "Nothing is wrong. Where this is what is meant, say so with `@allow(open_sizes)` behind the input.",
  bad: model("H, W"),
  good: model("6, 8"),
});
