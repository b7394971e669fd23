import { CompletionItemKind } from "vscode-languageserver/node.js";
import { typeSchemas } from "../../../../compiler/ir/language-schemas.ts";
import { measures } from "../../../../compiler/ir/measures.ts";
import type { Cursor } from "../../cursor/cursor.ts";
import { bodiesOf, namedIn } from "../../names/bodies.ts";
import { declared } from "../../names/lineage.ts";
import type { Spot } from "../../spot.ts";
import { declarationsOf, values, variables } from "./names.ts";
import { entries, keyword, type Offer, words } from "./offer.ts";
import { variedPaths } from "./paths.ts";

/** What may stand in the body of a model or block. `depth` 1 is the body of the declaration itself. */
export function statementOffers(spot: Spot, { before, header }: Cursor, depth: number): Offer[] {
  const images = before.map(({ image }) => image);
  const [first, , third] = images;
  const last = images.at(-1);
  if (first === undefined) return [...calls(spot), ...holders, ...startWords(header[0]!.image, depth)];
  if (last === "=") return [...calls(spot), ...holders];
  if (last === "from") return values(spot);
  if (first === "input" || first === "output") return portOffers(spot, first, images);
  if (first === "branch") return images.length === 2 ? [keyword("from")] : [];
  if (third === "repeat" || first === "repeat")
    return last === "in" ? variables(spot) : last === "repeat" ? [] : [keyword("in")];
  if (first === "if") return variables(spot);
  return last === ")" ? [keyword("from")] : [];
}

/** Calls of ops and blocks. */
export function calls(spot: Spot): Offer[] {
  const blocks = declarationsOf(spot, "block").map((offer) => ({ ...offer, snippet: blockSnippet(spot, offer) }));
  return [...blocks, ...entries("ops")];
}

/** `Bottleneck(width: ${1:width}, out: ${2:out})`: what has no default, and values for the inputs behind the first. */
function blockSnippet({ project }: Spot, { label, about }: Offer): string {
  const block = about?.kind === "declaration" ? declared(project, about) : undefined;
  if (block === undefined) return `${label}($1)`;
  const bodies = bodiesOf(project, block);
  const parameters = bodies
    .toReversed()
    .flatMap(({ declaration }) => ("parameters" in declaration ? declaration.parameters : []));
  const needed = parameters.filter((each) => each.default === undefined).map(({ name }) => name.text);
  const inputs = bodies.flatMap(namedIn).filter(({ what }) => what === "input");
  const all = [...needed, ...inputs.slice(1).map(({ name }) => name.text)];
  return `${label}(${all.map((name, index) => `${name}: \${${index + 1}:${name}}`).join(", ")})`;
}

/** Steps that hold others. */
const holders: readonly Offer[] = [
  keyword("repeat", "repeat ${1:i} in 0..<${2:3} {\n\t$0\n}"),
  keyword("sequential", "sequential {\n\t$0\n}"),
];

function startWords(declaration: string, depth: number): Offer[] {
  const inside = [
    keyword("branch", "branch ${1:shortcut} from ${2:x} {\n\t$0\n}"),
    keyword("if", "if ${1:condition} {\n\t$0\n}"),
  ];
  if (depth > 1) return inside;
  const range = declaration === "model" ? " in ${4:0..1}" : "";
  const ports = [
    keyword("input", `input \${1:x}: \${2:features}[\${3:C, H, W}]${range}`),
    keyword("output", "output ${1:y}: ${2:points}[${3:1}]"),
  ];
  const budget = declaration === "model" ? [keyword("budget", "budget {\n\t$0\n}")] : [];
  return [...inside, ...ports, ...budget];
}

const roles = ["image", "features", "vector", "points"];

function portOffers(spot: Spot, port: "input" | "output", images: readonly string[]): Offer[] {
  const last = images.at(-1);
  if (last === ":") return words(roles).map((offer) => ({ ...offer, snippet: `${offer.label}[$1]` }));
  if (last === "from") return values(spot);
  if (last === "in") return variables(spot);
  return last === "]" ? [keyword(port === "input" ? "in" : "from")] : [];
}

/** Contracts of a budget. */
export function budgetOffers({ before }: Cursor): Offer[] {
  if (before.length > 0) return [];
  return Object.values(measures).map(({ form, doc }) => ({
    label: form,
    kind: CompletionItemKind.Property,
    detail: doc,
    snippet: `${form} <= $1`,
  }));
}

/** Parameters of a model or block: their types, and what their defaults can be. */
export function parameterOffers(spot: Spot, { before }: Cursor): Offer[] {
  const last = before.at(-1)?.image;
  if (last === ":") return words([...Object.keys(typeSchemas), "block"]);
  return last === "=" ? variables(spot) : [];
}

/** What may stand in examples: transforms, random ones for training only. */
export function exampleOffers({ before }: Cursor, depth: number): Offer[] {
  const last = before.at(-1)?.image;
  if (last === "augment") return words(["train"]);
  if (before.length > 0 && last !== "=") return [];
  const augment = depth === 1 ? [keyword("augment", "augment train {\n\t$0\n}")] : [];
  return [...entries("transforms"), ...augment];
}

const edits: readonly Offer[] = [
  keyword("replace", "replace ${1:step} { $0 }"),
  keyword("insert", "insert ${1:name} = ${2:step} after ${3:other}"),
  keyword("append", "append ${1:name} = $0"),
  keyword("remove", "remove $0"),
  keyword("rename", "rename ${1:step} -> ${2:name}"),
  keyword("set", "set ${1:path}: $0"),
];

/** What may stand in a variant of a model, block or examples. */
export function editOffers(spot: Spot, cursor: Cursor): Offer[] {
  const { before, qualifier, header } = cursor;
  const images = before.map(({ image }) => image);
  const [first] = images;
  const last = images.at(-1);
  if (first === undefined) return [...edits];
  if (images.length === 1 && ["replace", "remove", "rename"].includes(first))
    return variedPaths(spot, qualifier, false);
  if (last === "after" || last === "before") return variedPaths(spot, qualifier, false);
  if (first === "set") return images.length === 1 ? variedPaths(spot, qualifier, true) : variables(spot);
  if (first !== "insert" && first !== "append") return [];
  if (images.length === 1 || last === "=") return header[0]!.image === "examples" ? entries("transforms") : calls(spot);
  return first === "insert" && last === ")" ? [keyword("after"), keyword("before")] : [];
}
