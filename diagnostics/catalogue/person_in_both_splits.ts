import { defineDiagnostic } from "../define.ts";

const faces = (validation: string) => `keypoints Imm58 { count: 58 }
dataset Faces {
  source: imm("data/imm")
  keypoints: Imm58
  split: by_person(train: 1..32, validation: ${validation})
}
`;

export const person_in_both_splits = defineDiagnostic<{ readonly people: readonly number[] }>({
  name: "person_in_both_splits",
  severity: "error",
  message: ({ people }) =>
    people.length === 1
      ? `person ${people[0]} is in training and in validation`
      : `people ${people.join(", ")} are in training and in validation`,
  why: "Validation is to show how the network does on people it has never seen. Somebody known from training makes that figure better than it is.",
  fix: "Name each person in one part only.",
  bad: faces("32..40"),
  good: faces("33..40"),
});
