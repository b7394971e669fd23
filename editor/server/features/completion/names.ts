import { CompletionItemKind } from "vscode-languageserver/node.js";
import type { DeclarationKind } from "../../../../compiler/ir/bound.ts";
import { type Body, bodiesInside, bodiesOf, namedIn, rowOf, subjectOf } from "../../names/bodies.ts";
import { keypointsIn, schemeOf } from "../../names/keypoint-names.ts";
import { type Declared, lineageOf } from "../../names/lineage.ts";
import { variablesIn } from "../../names/walk.ts";
import type { Spot } from "../../spot.ts";
import { declarationOffer, type Offer } from "./offer.ts";

/** The declaration that the cursor is in, as far as it can be read. */
export function declarationAt({ project, path, offset }: Spot): Declared | undefined {
  const before = project.tree(path).declarations.filter((each) => each.offset <= offset);
  const declaration = before.at(-1);
  return declaration && { file: path, declaration };
}

/** Declarations of a kind, those that are imported among them. */
export function declarationsOf({ project, path }: Spot, kind: DeclarationKind): Offer[] {
  const { entries } = project.fresh().scope(path).value;
  return Object.entries(entries)
    .filter(([, entry]) => entry.kind === kind)
    .map(([key, { ref }]) => {
      const name = key.slice(kind.length + 1);
      return declarationOffer(kind, name, { kind: "declaration", of: kind, file: ref.file, key: ref.key });
    });
}

/** The bodies that the cursor is in, innermost first; those that a variant builds on last. */
export function bodiesAt(spot: Spot): Body[] {
  const at = declarationAt(spot);
  if (at === undefined) return [];
  const [own, ...bases] = bodiesOf(spot.project, at);
  const offset = spot.offset - at.declaration.offset;
  const found: Body[] = [];
  for (let body = own; body !== undefined; ) {
    found.unshift(body);
    const around = rowOf(body.statements).find(({ span }) => span.start <= offset && offset <= span.end);
    const isCall = around?.kind === "step" && around.value.kind === "call";
    body = around === undefined || isCall ? undefined : bodiesInside(spot.project, { statement: around, body })[0];
  }
  return [...found, ...bases];
}

/** Values that a step can take: what is named above it. */
export function values(spot: Spot): Offer[] {
  const at = declarationAt(spot);
  const start = at?.declaration.offset ?? 0;
  const text = spot.project.document(spot.path).getText();
  // The entry that the cursor is in may be named already, and half typed.
  const isAbove = (end: number) => end < spot.offset - start && /[\n;{]/.test(text.slice(start + end, spot.offset));
  const seen = bodiesAt(spot).flatMap((body) =>
    namedIn(body).filter(
      ({ what, name }) => what !== "output" && (body.declaration !== at?.declaration || isAbove(name.span.end)),
    ),
  );
  const names = new Map(seen.map((each) => [each.name.text, each]));
  return [...names.values()].map((each) => ({
    label: each.name.text,
    kind: CompletionItemKind.Variable,
    detail: each.what,
    about: subjectOf(each),
    rank: 1,
  }));
}

/** What expressions can name: parameters, letters of sizes, variables of repeats, constants, counts of points. */
export function variables(spot: Spot): Offer[] {
  const at = declarationAt(spot);
  const own = at === undefined ? [] : lineageOf(spot.project, at).flatMap((each) => variablesIn(spot.project, each));
  const known = new Map(own);
  const named = [...known].map(
    ([label, about]): Offer => ({ label, kind: CompletionItemKind.Variable, detail: about.kind, about, rank: 2 }),
  );
  const counts = declarationsOf(spot, "keypoints").map(({ label }) => ({
    label: `${label}.count`,
    kind: CompletionItemKind.Property,
    detail: "how many points it has",
  }));
  return [...named, ...turnsAt(spot), ...declarationsOf(spot, "const"), ...counts];
}

/** Variables of the repeats that the cursor is in. */
function turnsAt(spot: Spot): Offer[] {
  return bodiesAt(spot).flatMap(({ around, start }) => {
    const repeat = rowOf(around?.statements ?? []).find(
      (each) => each.kind === "step" && each.value.span.start === start,
    );
    if (repeat?.kind !== "step" || repeat.value.kind !== "repeat" || repeat.value.variable === undefined) return [];
    const label = repeat.value.variable.text;
    return [{ label, kind: CompletionItemKind.Variable, detail: "index of the repeat", rank: 2 }];
  });
}

/** Names and groups of points. */
export function keypoints(spot: Spot): Offer[] {
  const at = declarationAt(spot);
  const scheme = at && schemeOf(spot.project, at);
  if (scheme === undefined) return [];
  return keypointsIn(spot.project, scheme).map(([label, about]) => ({
    label,
    kind: CompletionItemKind.EnumMember,
    about,
    rank: 1,
  }));
}
