import type { Side } from "../../compare/side.ts";
import type { CheckedProject } from "../../compiler/index.ts";
import { type Place, textAt } from "../../diagnostics/place.ts";
import type { ReportedSide } from "../../reports/diff/report.ts";

/** A model or an experiment of a spec, by the name that it has there. */
export type Subject = ReportedSide;

/** What of two specs is to be compared. */
export interface Subjects {
  readonly pairs: readonly { readonly before: Subject; readonly after: Subject }[];
  /** Models and experiments that only one of them has. */
  readonly removed: readonly string[];
  readonly added: readonly string[];
}

/** All models and experiments by name. */
export type SubjectsByName = ReadonlyMap<string, Subject>;

/** A spec that was checked, and what its files are called. */
export type NamedProject = CheckedProject & Pick<Subject, "fileName">;

/** A model that an experiment trains is compared with it, and so is not listed beside it. */
export function subjectsOf(project: NamedProject): SubjectsByName {
  const experiments = [...project.experiments.keys()].flatMap((name) => experimentOf(project, name) ?? []);
  const trained = new Set(experiments.map(({ side }) => side.plan?.model));
  const models = [...project.models.keys()].filter((name) => !trained.has(name)).map((name) => modelOf(project, name)!);
  return new Map([...experiments, ...models].map((subject) => [subject.name, subject]));
}

/** An experiment or a model by its name. */
export function subjectNamed(project: NamedProject, name: string): Subject | undefined {
  return experimentOf(project, name) ?? modelOf(project, name);
}

function experimentOf(project: NamedProject, name: string): Subject | undefined {
  const plan = project.experiments.get(name);
  const graph = project.trained.get(name);
  return plan && graph && subject(name, project, { graph, plan });
}

function modelOf(project: NamedProject, name: string): Subject | undefined {
  const graph = project.models.get(name);
  return graph && subject(name, project, { graph });
}

/** A model, or an experiment with its model. */
export function subject(
  name: string,
  { lookup, fileName, diagnostics }: Pick<Subject, "lookup" | "fileName" | "diagnostics">,
  compared: Omit<Side, "textAt">,
): Subject {
  const own = declarationsOf(compared);
  const told = diagnostics.filter(({ place }) => own.has(declarationAt(place)));
  return { name, side: { ...compared, textAt: (place) => textAt(place, lookup) }, diagnostics: told, lookup, fileName };
}

/** The declarations that a model or an experiment is made from. */
function declarationsOf({ graph, plan }: Omit<Side, "textAt">): ReadonlySet<string> {
  const origins = [graph, ...graph.nodes, ...(plan ? [plan, plan.examples, plan.examples.dataset] : [])];
  return new Set(origins.flatMap(({ origin }) => [origin.place, ...origin.via].map(declarationAt)));
}

function declarationAt({ file, declaration }: Place): string {
  return `${file} ${declaration}`;
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
