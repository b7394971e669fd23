import { clashing_edits } from "../../diagnostics/catalogue/clashing_edits.ts";
import { unknown_parameter } from "../../diagnostics/catalogue/unknown_parameter.ts";
import { nearest } from "../../diagnostics/nearest.ts";
import {
  type BoundBlock,
  type BoundDeclaration,
  type BoundEdit,
  type BoundModel,
  type BoundParameter,
  type BoundVariant,
  type DeclarationRef,
  inheritedName,
} from "../ir/bound.ts";
import type { Context } from "./context.ts";
import type { EditLayer } from "./laid.ts";
import type { Variables } from "./parameters.ts";
import type { Scalar } from "./scalar.ts";
import { lineageOf } from "./variants.ts";

/** A model or block, or a variant of one, with what its variants change. */
export interface Network {
  readonly ref: DeclarationRef;
  readonly doc: string;
  readonly base: BoundModel | BoundBlock;
  /** Those of the base, some with another default, then those that variants add. */
  readonly parameters: readonly NetworkParameter[];
  /** The edits of its steps, by variant, in the order to apply them. */
  readonly layers: readonly EditLayer[];
  readonly variants: readonly BoundVariant[];
  /** Something in it could not be read: what seems to be lacking may only have been lost. */
  readonly damaged: boolean;
}

export interface NetworkParameter extends BoundParameter {
  /** The variant that its default stands in. */
  readonly within?: DeclarationRef;
}

/** Undefined where it is neither, or a base is not there, which was reported. */
export function networkOf(context: Context, declaration: BoundDeclaration): Network | undefined {
  const lineage = lineageOf(context, declaration);
  if (lineage === undefined || (lineage.base.kind !== "model" && lineage.base.kind !== "block")) return undefined;
  const { base, variants, damaged } = lineage;
  let parameters: readonly NetworkParameter[] = base.parameters;
  const layers: EditLayer[] = [];
  for (const variant of variants) {
    const { own, others } = partSets(variant, parameters);
    parameters = [
      ...withDefaultsSet(context, variant, parameters, own),
      ...variant.parameters.map((parameter) => ({ ...parameter, within: variant.ref })),
    ];
    const misnamed = damaged ? [] : reportMisnamed(context, variant, parameters, others);
    layers.push({ base: variant.base, edits: others.filter((edit) => !misnamed.includes(edit)) });
  }
  const { ref, doc } = declaration;
  return { ref, doc, base, parameters, layers, variants, damaged };
}

/** Values by the names under which the edits of variants know them, too. */
export function withInherited(variables: Variables, variants: readonly Pick<BoundVariant, "ref">[]): Variables {
  const all = new Map(variables);
  for (const { ref } of variants) {
    for (const [name, value] of variables) all.set(inheritedName(ref, name), value);
  }
  return all;
}

/** Values that edits from further out know: they may take hold inside of a block that is called. */
export function inheritedIn({ variables }: Context): readonly (readonly [string, Scalar | undefined])[] {
  return [...variables].filter(([name]) => name.includes(" "));
}

type SetEdit = Extract<BoundEdit, { kind: "set" }>;

/** `set points: 58` sets a parameter of the network itself; all other edits are about its steps. */
function partSets(
  { edits }: BoundVariant,
  parameters: readonly BoundParameter[],
): { readonly own: readonly SetEdit[]; readonly others: readonly BoundEdit[] } {
  const names = new Set(parameters.map(({ name }) => name));
  const isOwn = (edit: BoundEdit): edit is SetEdit => isBareSet(edit) && names.has(edit.path.parts[0]!.text);
  return { own: edits.filter(isOwn), others: edits.filter((edit) => !isOwn(edit)) };
}

function isBareSet(edit: BoundEdit): edit is SetEdit {
  return edit.kind === "set" && edit.path.parts.length === 1;
}

function withDefaultsSet(
  context: Context,
  { ref }: BoundVariant,
  parameters: readonly NetworkParameter[],
  sets: readonly SetEdit[],
): readonly NetworkParameter[] {
  const byName = new Map<string, SetEdit>();
  for (const edit of sets) {
    const name = edit.path.parts[0]!.text;
    const other = byName.get(name);
    if (other === undefined) byName.set(name, edit);
    else {
      const related = [{ place: other.place, message: "the other edit" }];
      context.report(clashing_edits.at(edit.place, { path: name }, { related }));
    }
  }
  return parameters.map((parameter) => {
    const edit = byName.get(parameter.name);
    return edit === undefined ? parameter : { ...parameter, default: edit.value, within: ref };
  });
}

/** Sets of what is nearly the name of a parameter. */
function reportMisnamed(
  context: Context,
  { base }: BoundVariant,
  parameters: readonly BoundParameter[],
  edits: readonly BoundEdit[],
): readonly BoundEdit[] {
  const known = parameters.map(({ name }) => name);
  return edits.filter((edit) => {
    if (!isBareSet(edit)) return false;
    const { text: name, place } = edit.path.parts[0]!;
    const hint = nearest(name, known);
    if (hint === undefined) return false;
    const fix = { edit: { title: `write ${hint}`, place, text: hint } };
    context.report(unknown_parameter.at(place, { callee: base?.name ?? "", name, known, nearest: hint }, fix));
    return true;
  });
}
