import { CompletionItemKind } from "vscode-languageserver/node.js";
import type { Graph } from "../../../../compiler/ir/graph.ts";
import { propertySchemas } from "../../../../compiler/ir/properties.ts";
import { registries } from "../../../../compiler/registries.ts";
import type { ExampleStatement } from "../../../../grammar/tree.ts";
import { declaredBy, entriesOf, propertyOf } from "../../names/keypoint-names.ts";
import { baseOf, type Declared, lineageOf, refNamed, textOf } from "../../names/lineage.ts";
import { variablesIn } from "../../names/walk.ts";
import type { Spot } from "../../spot.ts";
import { shapeText } from "../../wording.ts";
import { declarationAt } from "./names.ts";
import { argumentNames, type Offer } from "./offer.ts";

/** What can stand next in a path of a network that has been taken as far as `prefix`. */
function nextIn(graph: Graph, prefix: readonly string[]): Offer[] {
  const found = new Map<string, Offer>();
  const start = prefix.length === 0 ? "" : `${prefix.join(".")}.`;
  for (const { path, block, kind } of graph.containers) add(path, block ?? kind);
  for (const { path, op, shape } of graph.nodes) if (!path.includes("#")) add(path, `${op}, ${shapeText(shape)}`);
  return [...found.values()];

  function add(path: string, detail: string): void {
    if (!path.startsWith(start)) return;
    const [label = "", ...rest] = path.slice(start.length).split(".");
    if (found.has(label) || label.includes("#")) return;
    found.set(label, { label, kind: CompletionItemKind.Field, rank: 1, ...(rest.length === 0 ? { detail } : {}) });
  }
}

function graphOf({ project }: Spot, at: Declared | undefined): Graph | undefined {
  if (at === undefined) return undefined;
  const { file, declaration } = at;
  const ref = { file, key: declaration.key, name: declaration.name?.text ?? "" };
  const root = lineageOf(project, at).at(-1)!.declaration;
  if (root.kind === "block") return project.fresh().elaborated("block", ref).value;
  return root.kind === "model" ? project.fresh().sketched(ref) : undefined;
}

/** Steps of the model that an experiment trains. */
export function modelPaths(spot: Spot, prefix: readonly string[]): Offer[] {
  const at = declarationAt(spot);
  const graph = graphOf(spot, at && declaredBy(spot.project, at, "model", "model"));
  return graph === undefined ? [] : nextIn(graph, prefix);
}

/** Steps of what a variant varies; with `set`, also what can be set of the step that the path has come to. */
export function variedPaths(spot: Spot, prefix: readonly string[], isSet: boolean): Offer[] {
  const at = declarationAt(spot);
  if (at?.declaration.kind !== "variant") return [];
  const base = baseOf(spot.project, { ...at, declaration: at.declaration });
  const graph = graphOf(spot, base);
  const steps = graph === undefined ? exampleSteps(spot, base, prefix) : nextIn(graph, prefix);
  return isSet ? [...settable(spot, base, graph, prefix), ...steps] : steps;
}

/** Examples are known by their transforms; those of `augment train` have that before their names. */
function exampleSteps({ project }: Spot, base: Declared | undefined, prefix: readonly string[]): Offer[] {
  const root = base && lineageOf(project, base).at(-1)!.declaration;
  if (root?.kind !== "examples") return [];
  const inside = prefix.length > 0 && prefix[0] === "augment";
  const augmented = root.body.flatMap((each): readonly ExampleStatement[] =>
    each.kind === "augment" ? each.body : [],
  );
  const statements = inside ? augmented : root.body;
  return statements.flatMap((each): Offer[] => {
    if (each.kind === "augment") return [{ label: "augment", kind: CompletionItemKind.Field, rank: 1 }];
    const label = each.value.kind === "call" ? textOf(each.value.callee) : undefined;
    return label === undefined ? [] : [{ label, kind: CompletionItemKind.Field, rank: 1 }];
  });
}

/** Parameters of the op, block or transform at a path; of the network itself where the path is empty. */
function settable(
  spot: Spot,
  base: Declared | undefined,
  graph: Graph | undefined,
  prefix: readonly string[],
): Offer[] {
  const path = prefix.join(".");
  const op = graph?.nodes.find((node) => node.path === path)?.op;
  if (op !== undefined) return parameterNames(argumentNames(registries.ops[op]!.parameters, []));
  const transform = registries.transforms[prefix.at(-1) ?? ""];
  if (graph === undefined && transform !== undefined) return parameterNames(argumentNames(transform.parameters, []));
  const block = graph?.containers.find((container) => container.path === path)?.block;
  const file = base?.file ?? spot.path;
  const ref = block === undefined ? undefined : refNamed(spot.project, file, "block", block);
  const declaration = ref && spot.project.tree(ref.file).declarations.find(({ key }) => key === ref.key);
  const owner =
    ref !== undefined && declaration !== undefined
      ? { file: ref.file, declaration }
      : prefix.length === 0
        ? base
        : undefined;
  if (owner === undefined) return [];
  const variables = lineageOf(spot.project, owner).flatMap((each) => variablesIn(spot.project, each));
  return variables
    .filter(([, { kind }]) => kind === "parameter")
    .map(([label, about]) => ({ label, kind: CompletionItemKind.Field, about, rank: 0, snippet: `${label}: $1` }));
}

function parameterNames(offers: readonly Offer[]): Offer[] {
  return offers.map((offer) => ({ ...offer, rank: 0 }));
}

/** Properties of an experiment, and what lies in them: arguments of a call, entries of a record. */
export function propertyPaths(spot: Spot, prefix: readonly string[]): Offer[] {
  const at = declarationAt(spot);
  const [property, inside] = prefix;
  const root = at && lineageOf(spot.project, at).at(-1)!.declaration;
  const of =
    root?.kind === "keypoints" || root?.kind === "dataset" || root?.kind === "experiment" ? root.kind : "experiment";
  if (property === undefined)
    return Object.entries(propertySchemas[of]).map(([label, { doc }]) => ({
      label,
      kind: CompletionItemKind.Property,
      detail: doc,
      about: { kind: "property", of, name: label },
    }));
  const form = propertySchemas[of][property]?.form;
  if (form?.kind === "fields") return argumentNames(form.fields, []);
  if (form?.kind !== "call" || at === undefined) return [];
  const value = propertyOf(spot.project, at, property)?.value;
  const outputs = value === undefined ? [] : entriesOf(value);
  const call = inside === undefined ? value : outputs.find(({ key }) => textOf(key) === inside)?.value;
  if (call?.kind === "call") {
    const entry = registries[form.registry][textOf(call.callee)];
    return entry === undefined ? [] : argumentNames(entry.parameters, []);
  }
  return outputs.map(({ key }) => ({ label: textOf(key), kind: CompletionItemKind.Field }));
}
