import type { Side } from "../../compare/side.ts";
import type { CheckedProject } from "../../compiler/index.ts";
import { absoluteSpan, type Place } from "../../diagnostics/place.ts";

/** A model or an experiment of a spec. */
export interface Subject {
  readonly name: string;
  readonly side: Side;
}

/** What of two specs is to be compared. */
export interface Subjects {
  readonly pairs: readonly { readonly before: Subject; readonly after: Subject }[];
  /** Models and experiments that only one of them has. */
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** All models and experiments by name. */
export type SubjectsByName = ReadonlyMap<string, Subject>;

/** A model that an experiment trains is compared with it, and so is not listed beside it. */
export function subjectsOf(project: CheckedProject): SubjectsByName {
  const experiments = [...project.experiments.keys()].flatMap((name) => experimentOf(project, name) ?? []);
  const trained = new Set(experiments.map(({ side }) => side.plan?.model));
  const models = [...project.models.keys()].filter((name) => !trained.has(name)).map((name) => modelOf(project, name)!);
  return new Map([...experiments, ...models].map((subject) => [subject.name, subject]));
}

/** An experiment or a model by its name. */
export function subjectNamed(project: CheckedProject, name: string): Subject | undefined {
  return experimentOf(project, name) ?? modelOf(project, name);
}

function experimentOf(project: CheckedProject, name: string): Subject | undefined {
  const plan = project.experiments.get(name);
  const graph = project.trained.get(name);
  return plan && graph && { name, side: { graph, plan, textAt: textIn(project) } };
}

function modelOf(project: CheckedProject, name: string): Subject | undefined {
  const graph = project.models.get(name);
  return graph && { name, side: { graph, textAt: textIn(project) } };
}

function textIn({ lookup }: CheckedProject): (place: Place) => string {
  return (place) => {
    const { start, end } = absoluteSpan(place, lookup);
    return lookup.text(place.file)?.slice(start, end) ?? "";
  };
}

/** Those of one name; where no name is on both sides and each side has just one, these two. */
export function pairSubjects(before: SubjectsByName, after: SubjectsByName): Subjects {
  const pairs = [...before].flatMap(([name, subject]) => {
    const other = after.get(name);
    return other === undefined ? [] : [{ before: subject, after: other }];
  });
  const [onlyBefore, onlyAfter] = [[...before.values()], [...after.values()]];
  if (pairs.length === 0 && onlyBefore.length === 1 && onlyAfter.length === 1)
    return { pairs: [{ before: onlyBefore[0]!, after: onlyAfter[0]! }], removed: [], added: [] };
  const removed = [...before.keys()].filter((name) => !after.has(name));
  return { pairs, removed, added: [...after.keys()].filter((name) => !before.has(name)) };
}
