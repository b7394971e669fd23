import { defineDiagnostic } from "../define.ts";

interface About {
  readonly name: string;
  readonly scheme: string;
  readonly nearest?: string | undefined;
  /** The scheme knows it, but an earlier step dropped it. */
  readonly dropped?: boolean;
}

const faces = (points: string) => `keypoints Imm58 { count: 58; groups: { nose: 47..57 }; names: { nose_tip: 52 } }
dataset Faces { source: imm("data/imm"); keypoints: Imm58; split: by_person(train: 1..32, validation: 33..40) }
examples Noses from Faces {
  keep_points([${points}])
  resize(60, 80)
}
`;

export const unknown_keypoint = defineDiagnostic<About>({
  name: "unknown_keypoint",
  severity: "error",
  message: ({ name, scheme, dropped }) =>
    dropped
      ? `\`${name}\` was dropped by an earlier keep_points`
      : `keypoint scheme ${scheme} has no point or group named \`${name}\``,
  help: ({ nearest }) => (nearest === undefined ? undefined : `did you mean \`${nearest}\`?`),
  why: "Points are picked by the names and groups of the dataset's keypoint scheme. A name that isn't there picks nothing, and the network would train on other points than those meant.",
  fix: "Use a name or group of the scheme, or add one to its `names` or `groups`.",
  bad: faces("nose_tp"),
  good: faces("nose_tip"),
});
