import { person_in_both_splits } from "../../diagnostics/catalogue/person_in_both_splits.ts";
import { indices } from "../ir/parameters.ts";
import { defineSplit } from "./split.ts";

type ByPerson = { readonly train: readonly number[]; readonly validation: readonly number[] };

export const by_person = defineSplit<ByPerson>({
  name: "by_person",
  doc: "Parts the pictures by whom they show, so that nobody is seen in training and validation both. Goes by the tag `person`; who is named in neither part is left out.",
  tag: "person",
  parameters: {
    train: indices({ doc: "numbers of the people to train on", minimum: 0 }),
    validation: indices({ doc: "numbers of the people to validate on", minimum: 0 }),
  },
  check: ({ train, validation }, at) => {
    const shared = validation.filter((person) => train.includes(person));
    if (shared.length === 0) return [];
    const related = [{ place: at.argument("train"), message: "the training part, which names them too" }];
    return [person_in_both_splits.at(at.argument("validation"), { people: [...new Set(shared)] }, { related })];
  },
  named: ({ train, validation }) => ({ train, validation }),
  part: (_, { train, validation }) => {
    const [forTraining, forValidation] = [new Set(train), new Set(validation)];
    return ({ tags }) => {
      const person = tags.person as number;
      if (forTraining.has(person)) return "train";
      return forValidation.has(person) ? "validation" : undefined;
    };
  },
});
