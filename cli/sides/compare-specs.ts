import { compare } from "../../compare/compare.ts";
import { type DiffReport, reportOf } from "../../reports/diff/report.ts";
import { named } from "../choose.ts";
import { CommandError, exit } from "../exit.ts";
import type { LoadedSpec } from "../spec.ts";
import { pairSubjects, type Subject, type Subjects, subjectNamed, subjectsOf } from "./subjects.ts";

/** Compares what two specs name, or all that they have. Throws CommandError (1) where there is nothing to compare. */
export function compareSpecs(before: LoadedSpec, after: LoadedSpec): DiffReport[] {
  const { pairs } = chosenSubjects(before, after);
  if (pairs.length === 0)
    throw new CommandError(
      exit.spec,
      `${before.shown} and ${after.shown} can't be compared: they have no model or experiment of one name; say which after #`,
    );
  return pairs.map((pair) =>
    reportOf(
      `${before.shown}#${pair.before.name}`,
      `${after.shown}#${pair.after.name}`,
      compare(pair.before.side, pair.after.side),
    ),
  );
}

/** A name that stands behind `#` on one side only is meant on the other, too. */
function chosenSubjects(before: LoadedSpec, after: LoadedSpec): Subjects {
  const first = before.fragment ?? after.fragment;
  const second = after.fragment ?? before.fragment;
  if (first === undefined || second === undefined)
    return pairSubjects(subjectsOf(before.project), subjectsOf(after.project));
  return { pairs: [{ before: subjectIn(before, first), after: subjectIn(after, second) }], removed: [], added: [] };
}

function subjectIn(spec: LoadedSpec, name: string): Subject {
  const { experiments, models } = spec.project;
  named("model or experiment", new Map<string, unknown>([...experiments, ...models]), name, spec);
  const subject = subjectNamed(spec.project, name);
  if (subject === undefined) throw new CommandError(exit.spec, `${spec.shown}#${name} trains a model that has errors`);
  return subject;
}
