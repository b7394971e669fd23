import { defineDiagnostic } from "../define.ts";

interface Lost {
  readonly pixels: "row" | "column";
  /** Size of the axis. */
  readonly of: string;
  readonly dropped: number;
}

interface About {
  readonly op: string;
  readonly lost: readonly Lost[];
}

const last = ({ pixels, of, dropped }: Lost) =>
  dropped === 1 ? `the last ${pixels} of ${of}` : `the last ${dropped} ${pixels}s of ${of}`;

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
  message: ({ op, lost }) => `${op} drops ${lost.map(last).join(" and ")}`,
  why: "Windows that don't fit whole are left out, as in PyTorch, so what lies at that edge of the picture never reaches the steps below.",
  fix: "Choose sizes that the stride divides, add padding, or let the last window reach over the edge with `ceil_mode: true`; where losing the edge is meant, say so: `@allow(lost_pixels)`.",
  bad: model(7),
  good: model(6),
});
