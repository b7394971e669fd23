import { defineDiagnostic } from "../define.ts";

interface About {
  readonly op: string;
  readonly kernel: number;
  /** Size of the axis. */
  readonly size: string;
  readonly dropped: number;
  readonly pixels: "row" | "column";
}

const model = (height: number) => `model Small {
  input image: image[1, ${height}, 8] in 0..1
  maxpool2d(2)
  flatten()
  fc1 = linear(2)
  output nose: points[1]
}
`;

export const lost_pixels = defineDiagnostic<About>({
  name: "lost_pixels",
  severity: "note",
  message: ({ op, kernel, size, dropped, pixels }) =>
    `${op} with a window of ${kernel} over ${size} ${pixels}s drops the last ${dropped === 1 ? pixels : `${dropped} ${pixels}s`}`,
  why: "Windows that don't fit whole are left out, as in PyTorch, so what lies at that edge of the picture never reaches the steps below.",
  fix: "Choose sizes that the stride divides, or add padding; where losing the edge is meant, say so: `@allow(lost_pixels)`.",
  bad: model(7),
  good: model(6),
});
