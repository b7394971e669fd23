import {
  type CompletionItem,
  CompletionItemKind,
  type CompletionList,
  InsertTextFormat,
} from "vscode-languageserver/node.js";
import { annotationSchemas } from "../../../../compiler/ir/annotations.ts";
import { registries } from "../../../../compiler/registries.ts";
import { catalogueByName } from "../../../../diagnostics/catalogue/index.generated.ts";
import { type Called, calledAt } from "../../cursor/called.ts";
import { type Cursor, cursorAt } from "../../cursor/cursor.ts";
import type { Subject } from "../../names/index.ts";
import type { Project } from "../../project.ts";
import { type Spot, spanToRange } from "../../spot.ts";
import { describeSubject } from "../hover/subject.ts";
import { fileOffers, headOffers, importedOffers } from "./head.ts";
import { values, variables } from "./names.ts";
import { argumentNames, type Offer } from "./offer.ts";
import { propertyOffers } from "./properties.ts";
import { budgetOffers, editOffers, exampleOffers, parameterOffers, statementOffers } from "./statements.ts";
import { valuesFor } from "./values.ts";

interface Wish {
  /** Whether the editor knows snippets with places to fill in. */
  readonly snippets: boolean;
  /** The character that was typed, where that is why the editor asks. */
  readonly typed: string | undefined;
}

/** What can be written at a place. */
export function completion(spot: Spot, { snippets, typed }: Wish): CompletionList {
  const cursor = cursorAt(spot.project.document(spot.path).getText(), spot.offset);
  const isWanted = cursor !== undefined && (typed !== " " || expectsMore(cursor));
  const offers = isWanted ? distinct(offersAt(spot, cursor)) : [];
  const items = offers.map((offer) => itemOf(spot, cursor!, offer, snippets));
  return { isIncomplete: false, items };
}

/** A blank is typed in many places, and is a question where something must follow. */
function expectsMore({ before }: Cursor): boolean {
  return [":", "=", "from", "after", "before", "replace", "remove", "rename", "set"].includes(
    before.at(-1)?.image ?? "",
  );
}

/** What is told of an item that is looked at. */
export function resolved(project: Project | undefined, item: CompletionItem): CompletionItem {
  const about = (item.data as { readonly about?: Subject } | undefined)?.about;
  const value = about === undefined || project === undefined ? undefined : describeSubject(project, about);
  return value === undefined ? item : { ...item, documentation: { kind: "markdown", value } };
}

function itemOf(spot: Spot, { span }: Cursor, offer: Offer, snippets: boolean): CompletionItem {
  const { label, kind, detail, snippet, about, rank = 5 } = offer;
  const isSnippet = snippet !== undefined && snippets;
  const newText = isSnippet ? snippet : snippet === undefined ? label : withoutPlaces(snippet);
  return {
    label,
    kind,
    sortText: `${rank}${label}`,
    textEdit: { range: spanToRange(spot, span), newText },
    ...(detail === undefined ? {} : { detail }),
    ...(isSnippet ? { insertTextFormat: InsertTextFormat.Snippet } : {}),
    ...(about === undefined ? {} : { data: { about, uri: spot.workspace.uri(spot) } }),
  };
}

/** A snippet for an editor that has none: what stands in the places, or nothing. */
function withoutPlaces(snippet: string): string {
  return snippet.replace(
    /\$\{\d+\|([^,|]*)[^}]*\}|\$\{\d+:([^}]*)\}|\$\d/g,
    (_, choice, sample) => choice ?? sample ?? "",
  );
}

function distinct(offers: readonly Offer[]): Offer[] {
  const known = new Map<string, Offer>();
  for (const offer of offers) if (!known.has(offer.label)) known.set(offer.label, offer);
  return [...known.values()];
}

function offersAt(spot: Spot, cursor: Cursor): Offer[] {
  const { frames, before, header, inText } = cursor;
  const keyword = header[0]?.image;
  if (inText) return keyword === "import" ? fileOffers(spot) : [];
  if (before.at(-1)?.image === "@") return annotations();
  const top = frames.at(-1);
  if (top === undefined) return headOffers(spot, cursor);
  if (top.opener === "(" && top.head.at(-2)?.image === "@")
    return top.head.at(-1)!.image === "allow" ? silenceable() : [];
  if (top.opener === "(" && frames.length === 1) return parameterOffers(spot, cursor);
  const called = calledAt(spot, cursor);
  if (called !== undefined) return argumentOffers(spot, cursor, called);
  return top.opener === "{" || keyword === "experiment" || keyword === "keypoints" || keyword === "dataset"
    ? bodyOffers(spot, cursor)
    : variables(spot);
}

function bodyOffers(spot: Spot, cursor: Cursor): Offer[] {
  const { frames, header } = cursor;
  const keyword = header[0]?.image;
  const isVariant = header.some(({ image }) => image === "with");
  const depth = frames.length;
  switch (keyword) {
    case "import":
      return importedOffers(spot);
    case "model":
    case "block":
      if (isVariant && depth === 1) return editOffers(spot, cursor);
      return frames.at(-1)!.head.at(-1)?.image === "budget"
        ? budgetOffers(cursor)
        : statementOffers(spot, cursor, depth);
    case "examples":
      return isVariant && depth === 1 ? editOffers(spot, cursor) : exampleOffers(cursor, depth);
    case "keypoints":
    case "dataset":
    case "experiment":
      return propertyOffers(spot, cursor, keyword, isVariant);
    default:
      return [];
  }
}

function annotations(): Offer[] {
  return Object.entries(annotationSchemas).map(([label, { doc, takes }]) => ({
    label,
    kind: CompletionItemKind.Keyword,
    detail: doc,
    snippet: takes === "nothing" ? label : `${label}($1)`,
    about: { kind: "annotation", name: label },
  }));
}

/** Diagnostics that `@allow` can silence. */
function silenceable(): Offer[] {
  const all = Object.values(catalogueByName).filter((entry) => entry !== undefined && entry.severity !== "error");
  return all.map((entry) => ({
    label: entry!.name,
    kind: CompletionItemKind.EnumMember,
    detail: entry!.severity,
    about: { kind: "diagnostic", name: entry!.name },
  }));
}

/** Arguments by name, or what the one may be that the cursor is in. */
function argumentOffers(
  spot: Spot,
  { frames, before }: Cursor,
  { name, target, argument, named, current }: Called,
): Offer[] {
  const isInList = frames.at(-1)!.opener === "[";
  if (target.kind === "block") {
    const { parameters, inputs } = target;
    if (current !== undefined) return inputs.includes(current) ? values(spot) : variables(spot);
    if (before.length > 0 || isInList) return variables(spot);
    const left = [...parameters.map((each) => each.name.text), ...inputs].filter((each) => !named.includes(each));
    const offers = left.map(
      (label): Offer => ({ label, kind: CompletionItemKind.Field, snippet: `${label}: $1`, rank: 1 }),
    );
    return [...offers, ...variables(spot)];
  }
  const joins = target.registry === "ops" ? registries.ops[name]!.inputs : 1;
  const isValue = current === undefined && joins !== 1 && (joins === "many" || argument < joins);
  const schemas = Object.entries(target.parameters);
  const schema = current === undefined ? schemas[argument]?.[1] : target.parameters[current];
  const given = isValue ? values(spot) : schema === undefined ? [] : valuesFor(spot, schema);
  const isStart = before.length === 0 && !isInList;
  return isStart ? [...given, ...argumentNames(target.parameters, named)] : given;
}
