import { type SemanticTokens, SemanticTokensBuilder, type SemanticTokensLegend } from "vscode-languageserver/node.js";
import { occurrencesIn, type Subject } from "../names/index.ts";
import type { FileSpot } from "../spot.ts";

const types = ["class", "function", "variable", "parameter", "property", "enumMember", "decorator", "type"] as const;
const modifiers = ["declaration", "readonly", "defaultLibrary"] as const;
type TokenType = (typeof types)[number];
type Modifier = (typeof modifiers)[number];

export const legend: SemanticTokensLegend = { tokenTypes: [...types], tokenModifiers: [...modifiers] };

/** What each name of a file is; keywords, numbers and comments are told by the grammar of the editor. */
export function semanticTokens({ project, path }: FileSpot): SemanticTokens {
  const document = project.document(path);
  const builder = new SemanticTokensBuilder();
  let end = 0;
  for (const { span, subject, isDefinition } of occurrencesIn(project, path)) {
    if (span.start < end) continue;
    end = span.end;
    const { line, character } = document.positionAt(span.start);
    const known = [...modifiersOf(subject), ...(isDefinition ? (["declaration"] as const) : [])];
    const bits = known.reduce((sum, modifier) => sum + 2 ** modifiers.indexOf(modifier), 0);
    builder.push(line, character, span.end - span.start, types.indexOf(typeOf(subject)), bits);
  }
  return builder.build();
}

function typeOf(subject: Subject): TokenType {
  switch (subject.kind) {
    case "declaration":
      if (subject.of === "block") return "function";
      return subject.of === "const" ? "variable" : "class";
    case "entry":
      return "function";
    case "value":
      return "variable";
    case "parameter":
    case "variable":
    case "argument":
      return "parameter";
    case "letter":
      return "type";
    case "keypoint":
      return "enumMember";
    case "property":
    case "field":
      return "property";
    case "annotation":
      return "decorator";
    case "diagnostic":
      return "enumMember";
  }
}

function modifiersOf(subject: Subject): Modifier[] {
  if (!("file" in subject)) return ["defaultLibrary"];
  return subject.kind === "declaration" && subject.of === "const" ? ["readonly"] : [];
}
