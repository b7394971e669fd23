import { compare } from "../../compare/compare.ts";
import { isEqual } from "../../lib/equal.ts";
import type { Compared } from "../../reports/diff/compared.ts";
import type { DrawnReport } from "../../reports/diff/html.ts";
import { type ReportedSide, reportOf } from "../../reports/diff/report.ts";
import { CommandError, exit } from "../exit.ts";
import type { ComparedSide, OpenedSpec, SpecVersion } from "./side.ts";
import { pairSubjects, type Subject, type Subjects } from "./subjects.ts";

/** What came of comparing two sides. */
export interface ComparedSides extends Omit<Compared, "reports" | "failures"> {
  /** Of models and experiments that both have: all that were named, and of folders and commits those that changed. */
  readonly reports: readonly DrawnReport[];
  /** Specs that could not be compared, and why. */
  readonly failures: readonly CommandError[];
}

/** Compares specs of one path, and in these models and experiments of one name. */
export function compareSides(before: ComparedSide, after: ComparedSide): ComparedSides {
  if (before.isSingle !== after.isSingle) {
    const [one, many] = before.isSingle ? [before, after] : [after, before];
    throw new CommandError(exit.spec, `${one.shown} is one spec, and ${many.shown} has several: name one of them`);
  }
  const names: Names = [before.fragment ?? after.fragment, after.fragment ?? before.fragment];
  const shared = [...before.specs.keys()].filter((path) => after.specs.has(path));
  const compared = shared.map((path) =>
    compareSpecs(before.specs.get(path)!, after.specs.get(path)!, names, before.isSingle),
  );
  const only = (side: ComparedSide, other: ComparedSide) =>
    names[0] === undefined
      ? [...side.specs].flatMap(([path, { shown }]) => (other.specs.has(path) ? [] : [shown]))
      : [];
  const result = {
    reports: compared.flatMap(({ reports }) => reports),
    removed: [...only(before, after), ...compared.flatMap(({ removed }) => removed)],
    added: [...only(after, before), ...compared.flatMap(({ added }) => added)],
    libraries: compared.flatMap(({ libraries }) => libraries),
    failures: compared.flatMap(({ failures }) => failures),
    specs: shared.length,
  };
  refuseNothing(before, after, result);
  return result;
}

/** What stands behind `#` on either side; where it stands on one side only, it is meant on the other, too. */
type Names = readonly [string | undefined, string | undefined];

type ComparedSpec = Omit<ComparedSides, "specs">;

const unchanged: ComparedSpec = { reports: [], removed: [], added: [], libraries: [], failures: [] };

function compareSpecs(before: SpecVersion, after: SpecVersion, names: Names, isSingle: boolean): ComparedSpec {
  try {
    // Most specs of a commit are as they were before.
    if (!isSingle && isEqual([...before.texts().values()], [...after.texts().values()])) return unchanged;
    const [one, other] = [before.open(), after.open()];
    if (!isSingle && one.subjects.size + other.subjects.size === 0) return { ...unchanged, libraries: [after.shown] };
    const { pairs, removed, added } = chosen(one, other, names, isSingle);
    const reports = pairs.map((pair): DrawnReport => {
      const [first, second] = [reportedSide(before, pair.before), reportedSide(after, pair.after)];
      const comparison = compare(first.side, second.side);
      const report = reportOf(first, second, comparison);
      return { report, comparison, before: first, after: second };
    });
    return {
      reports: isSingle ? reports : reports.filter(({ report }) => report.changes.length > 0),
      removed: removed.map((name) => `${before.shown}#${name}`),
      added: added.map((name) => `${after.shown}#${name}`),
      libraries: [],
      failures: [],
    };
  } catch (error) {
    if (isSingle || !(error instanceof CommandError)) throw error;
    return { ...unchanged, failures: [error] };
  }
}

function chosen(before: OpenedSpec, after: OpenedSpec, [first, second]: Names, isSingle: boolean): Subjects {
  if (first === undefined || second === undefined) return pairSubjects(before.subjects, after.subjects);
  if (isSingle) return onePair(before.named(first), after.named(second));
  const [one, other] = [before.subjects.get(first), after.subjects.get(second)];
  return one === undefined || other === undefined ? { pairs: [], removed: [], added: [] } : onePair(one, other);
}

function reportedSide({ shown }: SpecVersion, { name, ...subject }: Subject): ReportedSide {
  return { ...subject, name: `${shown}#${name}` };
}

function onePair(before: Subject, after: Subject): Subjects {
  return { pairs: [{ before, after }], removed: [], added: [] };
}

/** Nobody may take "nothing was compared" for "nothing changed". */
function refuseNothing(before: ComparedSide, after: ComparedSide, { reports, failures, specs }: ComparedSides): void {
  if (before.isSingle && reports.length === 0)
    throw new CommandError(
      exit.spec,
      `${before.shown} and ${after.shown} have no model or experiment of one name; say which after #`,
    );
  if (!before.isSingle && specs === 0 && failures.length === 0)
    throw new CommandError(exit.spec, `${before.shown} and ${after.shown} have no spec of one path`);
}
