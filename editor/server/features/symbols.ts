import { type DocumentSymbol, SymbolKind, type WorkspaceSymbol } from "vscode-languageserver/node.js";
import type { DeclarationKind } from "../../../compiler/ir/bound.ts";
import { nounOf } from "../../../compiler/ir/describe.ts";
import type { Span } from "../../../diagnostics/place.ts";
import type { Declaration, ExampleStatement, Property, Statement, VariantEdit } from "../../../grammar/tree.ts";
import { nameOf } from "../names/bodies.ts";
import { kindOf, textOf } from "../names/lineage.ts";
import { type FileSpot, spanToRange } from "../spot.ts";
import type { Workspace } from "../workspace.ts";

/** What a file holds, as a tree: declarations, and in them their steps or properties. */
export function documentSymbols(spot: FileSpot): DocumentSymbol[] {
  return spot.project.tree(spot.path).declarations.flatMap((declaration) => {
    const outline = outlineOf(declaration);
    return outline === undefined ? [] : [symbolOf(spot, declaration.offset, outline)];
  });
}

/** Declarations of all files, whose names hold the letters of the query in their order. */
export function workspaceSymbols(workspace: Workspace, query: string): WorkspaceSymbol[] {
  const letters = [...query.toLowerCase()].map((letter) => letter.replace(/\W/g, "\\$&"));
  const pattern = new RegExp(letters.join(".*"));
  return workspace.projects.flatMap((project) =>
    project.specs.flatMap((path) =>
      documentSymbols({ workspace, project, path })
        .filter(({ name }) => pattern.test(name.toLowerCase()))
        .map(({ name, kind, selectionRange }): WorkspaceSymbol => {
          return { name, kind, location: { uri: workspace.uri({ project, path }), range: selectionRange } };
        }),
    ),
  );
}

/** A symbol whose spans count from its declaration. */
interface Outline {
  readonly name: string;
  readonly detail?: string;
  readonly kind: SymbolKind;
  readonly span: Span;
  readonly nameSpan: Span;
  readonly children: readonly Outline[];
}

function symbolOf(spot: FileSpot, offset: number, outline: Outline): DocumentSymbol {
  const { name, detail, kind, span, nameSpan, children } = outline;
  const range = ({ start, end }: Span) => spanToRange(spot, { start: start + offset, end: end + offset });
  return {
    name,
    ...(detail === undefined ? {} : { detail }),
    kind,
    range: range(span),
    selectionRange: range(nameSpan),
    children: children.map((child) => symbolOf(spot, offset, child)),
  };
}

const kinds: Readonly<Record<DeclarationKind, SymbolKind>> = {
  model: SymbolKind.Class,
  block: SymbolKind.Function,
  keypoints: SymbolKind.Enum,
  dataset: SymbolKind.Object,
  examples: SymbolKind.Array,
  experiment: SymbolKind.Event,
  const: SymbolKind.Constant,
};

function outlineOf(declaration: Declaration): Outline | undefined {
  const { name, span } = declaration;
  const of = kindOf(declaration);
  if (name === undefined || of === undefined || name.text === "") return undefined;
  const base = { name: name.text, detail: nounOf(of), kind: kinds[of], span, nameSpan: name.span };
  return { ...base, children: childrenOf(declaration) };
}

function childrenOf(declaration: Declaration): Outline[] {
  switch (declaration.kind) {
    case "model":
    case "block":
      return declaration.body.flatMap(ofStatement);
    case "examples":
      return declaration.body.flatMap(ofExample);
    case "keypoints":
    case "dataset":
    case "experiment":
      return declaration.properties.map(ofProperty);
    case "variant":
      return declaration.edits.flatMap(ofEdit);
    default:
      return [];
  }
}

function ofStatement(statement: Statement): Outline[] {
  if (statement.kind === "if") return [...statement.then, ...statement.otherwise].flatMap(ofStatement);
  const name = nameOf(statement);
  const { span } = statement;
  if (statement.kind !== "step") {
    if (name === undefined || statement.kind === "budget") return [];
    const children = statement.kind === "branch" ? statement.body.flatMap(ofStatement) : [];
    return [
      { name: name.text, detail: statement.kind, kind: SymbolKind.Interface, span, nameSpan: name.span, children },
    ];
  }
  const { value } = statement;
  const children = value.kind === "repeat" || value.kind === "sequential" ? value.body.flatMap(ofStatement) : [];
  const callee = value.kind === "call" ? textOf(value.callee) : value.kind;
  if (name === undefined) return children;
  return [{ name: name.text, detail: callee, kind: SymbolKind.Field, span, nameSpan: name.span, children }];
}

function ofExample(statement: ExampleStatement): Outline[] {
  if (statement.kind === "augment") return statement.body.flatMap(ofExample);
  const { value, span } = statement;
  if (value.kind !== "call") return [];
  return [{ name: textOf(value.callee), kind: SymbolKind.Method, span, nameSpan: value.callee.span, children: [] }];
}

function ofProperty({ key, span }: Property): Outline {
  return { name: textOf(key), kind: SymbolKind.Property, span, nameSpan: key.span, children: [] };
}

function ofEdit(edit: VariantEdit): Outline[] {
  if (edit.kind === "append") return ofStatement(edit.step);
  const { path, span } = edit;
  if (path.parts.length === 0) return [];
  return [{ name: `${edit.kind} ${textOf(path)}`, kind: SymbolKind.Property, span, nameSpan: path.span, children: [] }];
}
