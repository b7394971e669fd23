import { defineDiagnostic } from "../define.ts";

interface About {
  readonly op: string;
  /** Of all values that are joined, what flows through the chain first. */
  readonly shapes: readonly string[];
}

const model = (join: string) => `model Small {
  input image: image[4, 6, 6] in 0..1
  conv1 = conv2d(4, kernel: 3, padding: 1)
${join}  output maps: features[4, 6, 6]
}
`;

export const join_mismatch = defineDiagnostic<About>({
  name: "join_mismatch",
  severity: "error",
  message: ({ op, shapes: [first, ...others] }) =>
    others.length === 0
      ? `${op} joins values, and here only one flows in, of ${first}`
      : `${op} can't join ${[first, ...others].join(" and ")}`,
  why: "`add` and `mul` combine values number by number, so these must have the same shape, or 1 along an axis that is repeated. `concat` puts channels one behind the other, so all other sizes must be the same.",
  fix: "Name the values to join, and bring them to one shape first, as with a convolution in the branch.",
  bad: model("  pool1 = maxpool2d(2); add(conv1)\n"),
  good: model(""),
});
