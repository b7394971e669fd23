import { defineDiagnostic } from "../define.ts";

interface About {
  readonly from: string;
  readonly to: string;
  readonly fromCount: string;
  readonly toCount: string;
}

const model = (height: number) => `model Small {
  input image: image[4, 6, 6] in 0..1
  reshape([1, ${height}, 12])
  conv1 = conv2d(4, kernel: 3, padding: 1)
  output maps: features[4, 12, 12]
}
`;

export const reshape_count = defineDiagnostic<About>({
  name: "reshape_count",
  severity: "error",
  message: ({ from, to, fromCount, toCount }) =>
    `reshape can't make ${to} of ${from}: ${toCount} numbers of ${fromCount}`,
  why: "Reshaping keeps every number and invents none, so both shapes must hold equally many.",
  fix: "Choose sizes whose product is that of the sizes that flow in.",
  bad: model(10),
  good: model(12),
});
