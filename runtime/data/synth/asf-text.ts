/** The database's contours: the points from `first` to `last`, joined in a ring where `closed`. */
const contours = [
  { first: 0, last: 12, closed: false },
  { first: 13, last: 20, closed: true },
  { first: 21, last: 28, closed: true },
  { first: 29, last: 33, closed: false },
  { first: 34, last: 38, closed: false },
  { first: 39, last: 46, closed: true },
  { first: 47, last: 57, closed: false },
] as const;

export interface AsfOptions {
  /** Name of the picture that the points belong to. */
  readonly host: string;
  /** As in 41 of the database's files: three columns more, all 0. */
  readonly userColumns: boolean;
}

/** An .asf file in the database's layout; `points` are its 58 points, [x, y, ...] in shares of the picture. */
export function asfText(points: Float64Array, { host, userColumns }: AsfOptions): string {
  const columns = `<path#> <type> <x rel.> <y rel.> <point#> <connects from> <connects to>`;
  return [
    ...comment("   AAM Shape File  -  drawn by kpc data synth imm"),
    "",
    ...comment(" number of model points"),
    points.length / 2,
    "",
    ...comment(" model points", "", ` format: ${columns}${userColumns ? " <user1> <user2> <user3>" : ""}`),
    ...contours.flatMap((_, path) => contourLines(points, path, userColumns)),
    "",
    ...comment(" host image"),
    host,
    "",
  ].join("\n");
}

function comment(...lines: readonly string[]): string[] {
  return ["#", ...lines.map((line) => `#${line}`), "#"];
}

function contourLines(points: Float64Array, path: number, userColumns: boolean): string[] {
  const { first, last, closed } = contours[path]!;
  return Array.from({ length: last - first + 1 }, (_, k) => {
    const index = first + k;
    const from = index > first ? index - 1 : closed ? last : first;
    const to = index < last ? index + 1 : closed ? first : last;
    const [x, y] = [points[index * 2]!, points[index * 2 + 1]!];
    const user = userColumns ? ["0.00", "0.00", "0.00"] : [];
    return [path, closed ? 0 : 4, x.toFixed(8), y.toFixed(8), index, from, to, ...user].join(" \t");
  });
}
