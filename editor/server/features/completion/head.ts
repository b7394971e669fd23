import { CompletionItemKind } from "vscode-languageserver/node.js";
import { importedPath } from "../../../../compiler/index.ts";
import type { DeclarationKind } from "../../../../compiler/ir/bound.ts";
import type { Cursor } from "../../cursor/cursor.ts";
import { kindOf } from "../../names/lineage.ts";
import type { Spot } from "../../spot.ts";
import { declarationAt, declarationsOf, variables } from "./names.ts";
import { declarationOffer, keyword, type Offer } from "./offer.ts";

/** What may stand between declarations, or in the head of one. */
export function headOffers(spot: Spot, { header, before }: Cursor): Offer[] {
  if (before.length === 0) return declarationSnippets;
  const [first = ""] = header.map(({ image }) => image);
  const last = before.at(-1)!.image;
  if (first === "const") return last === "=" ? variables(spot) : [];
  if (first === "import") return last === "}" ? [keyword("from", 'from "$1"')] : [];
  if (first === "examples" && last === "from") return declarationsOf(spot, "dataset");
  if (last === "=") return declarationsOf(spot, first as DeclarationKind);
  if (before.length === 2 && first === "examples") return [keyword("from")];
  return before.length === 4 ? [keyword("with", "with {\n\t$0\n}")] : [];
}

const declarationSnippets: Offer[] = [
  keyword(
    "model",
    "model ${1:Net} {\n\tinput ${2:image}: image[${3:1, 60, 80}] in ${4:-0.5..0.5}\n\n\t$0\n\n\toutput ${5:nose}: points[${6:1}]\n}",
  ),
  keyword("block", "block ${1:Unit}(${2:out: int}) {\n\tinput x: features[C, H, W]\n\n\t$0\n}"),
  keyword("keypoints", "keypoints ${1:Scheme} {\n\tcount: ${2:68}\n\t$0\n}"),
  keyword("dataset", "dataset ${1:Faces} {\n\tsource: $2\n\tkeypoints: $3\n\tsplit: $0\n}"),
  keyword("examples", "examples ${1:Examples} from ${2:Faces} {\n\t$0\n}"),
  keyword(
    "experiment",
    "experiment ${1:First} {\n\tmodel: $2\n\tdata: $3\n\tloss: ${4:mse()}\n\toptimizer: ${5:adam(lr: 1e-3)}\n\tepochs: ${6:25}\n\tbatch: ${7:8}\n}",
  ),
  keyword("const", "const ${1:name} = $0"),
  keyword("import", 'import { $2 } from "./$1"'),
];

/** What the file declares that an import names. */
export function importedOffers(spot: Spot): Offer[] {
  const { declaration } = declarationAt(spot) ?? {};
  const path = declaration?.kind === "import" && declaration.from && importedPath(spot.path, declaration.from.text);
  if (path === undefined || path === false) return [];
  return spot.project.tree(path).declarations.flatMap((each) => {
    const of = kindOf(each);
    if (of === undefined || each.name === undefined) return [];
    return [declarationOffer(of, each.name.text, { kind: "declaration", of, file: path, key: each.key })];
  });
}

/** Specs of the project, as an import of this file would name them. */
export function fileOffers({ project, path }: Spot): Offer[] {
  return project.specs
    .filter((each) => each !== path)
    .map((each) => ({ label: relativePath(path, each), kind: CompletionItemKind.File }));
}

/** The way from a file to another one: `./blocks/resnet.kpnet`. */
export function relativePath(from: string, to: string): string {
  const [here, there] = [from.split("/").slice(0, -1), to.split("/")];
  let same = 0;
  while (same < here.length && here[same] === there[same]) same++;
  const up = here.slice(same).map(() => "..");
  return [...(up.length === 0 ? ["."] : up), ...there.slice(same)].join("/");
}
