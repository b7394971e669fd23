import type { Span } from "../diagnostics/place.ts";

/**
 * The tree of a .kpnet file. Every node has a span, counted from the start of its declaration (see diagnostics/place.ts).
 * Damaged text gives a tree too: what could not be read is `missing`, has been reported, and later phases stay silent
 * about it.
 */
export interface FileTree {
  readonly file: string;
  /** From `kpnet 1`. */
  readonly version: number | undefined;
  readonly declarations: readonly Declaration[];
}

export interface Name {
  readonly text: string;
  readonly span: Span;
}

/** Dotted names and indices: `optimizer.lr`, `layer2.0.conv2`, `Ibug68.count`. */
export interface Path {
  readonly parts: readonly Name[];
  readonly span: Span;
}

export type Declaration =
  | ModelDeclaration
  | BlockDeclaration
  | PropertiesDeclaration
  | ExamplesDeclaration
  | VariantDeclaration
  | ConstDeclaration
  | ImportDeclaration
  | BrokenDeclaration;

interface DeclarationBase {
  /** The same for the same declaration in every edit of the file: `model NoseNet`, with `#2` for a second one. */
  readonly key: string;
  /** Offset of the declaration's first character in the file; not part of what phases memoise. */
  readonly offset: number;
  readonly name: Name | undefined;
  readonly doc: string;
  readonly span: Span;
  /** True where a syntax error was reported inside. */
  readonly damaged: boolean;
}

export interface ModelDeclaration extends DeclarationBase {
  readonly kind: "model";
  readonly parameters: readonly Parameter[];
  readonly body: readonly Statement[];
}

export interface BlockDeclaration extends DeclarationBase {
  readonly kind: "block";
  readonly parameters: readonly Parameter[];
  readonly body: readonly Statement[];
}

/** keypoints, dataset, experiment: a body of properties. */
export interface PropertiesDeclaration extends DeclarationBase {
  readonly kind: "keypoints" | "dataset" | "experiment";
  readonly properties: readonly Property[];
}

/** `examples NoseExamples from ImmFaces { ... }` */
export interface ExamplesDeclaration extends DeclarationBase {
  readonly kind: "examples";
  readonly from: Path | undefined;
  readonly body: readonly ExampleStatement[];
}

/** `model B = A with { ... }`, and the same for experiments, examples and datasets. */
export interface VariantDeclaration extends DeclarationBase {
  readonly kind: "variant";
  /** Keyword that it began with. */
  readonly of: "model" | "block" | "keypoints" | "dataset" | "examples" | "experiment";
  readonly parameters: readonly Parameter[];
  readonly base: Path | undefined;
  readonly edits: readonly VariantEdit[];
}

export interface ConstDeclaration extends DeclarationBase {
  readonly kind: "const";
  readonly value: Expression;
}

/** `import { Bottleneck, Basic as Plain } from "./blocks/resnet.kpnet"` */
export interface ImportDeclaration extends DeclarationBase {
  readonly kind: "import";
  readonly names: readonly { readonly name: Name; readonly as: Name | undefined }[];
  readonly from: { readonly text: string; readonly span: Span } | undefined;
}

/** Text between declarations that could not be read; a name that it probably declares is kept, to stay silent about it. */
export interface BrokenDeclaration extends DeclarationBase {
  readonly kind: "broken";
}

export interface Parameter {
  readonly name: Name;
  /** int, float, bool, string, block. */
  readonly type: Name | undefined;
  readonly default: Expression | undefined;
  readonly span: Span;
}

/** `image[1, 60, 80]`. */
export interface TypeExpression {
  readonly role: Name;
  readonly sizes: readonly Expression[];
  readonly span: Span;
}

export interface Annotation {
  readonly name: Name;
  readonly arguments: readonly Argument[];
  readonly span: Span;
}

export interface Argument {
  readonly name: Name | undefined;
  readonly value: Expression;
  readonly span: Span;
}

export interface Call {
  readonly kind: "call";
  readonly callee: Path;
  readonly arguments: readonly Argument[];
  /** From the callee to the closing parenthesis. */
  readonly span: Span;
}

export interface InputStatement {
  readonly kind: "input";
  readonly name: Name | undefined;
  readonly type: TypeExpression | undefined;
  /** After `in`. */
  readonly range: Expression | undefined;
  readonly annotations: readonly Annotation[];
  readonly span: Span;
}

export interface OutputStatement {
  readonly kind: "output";
  readonly name: Name | undefined;
  readonly type: TypeExpression | undefined;
  readonly from: Path | undefined;
  readonly annotations: readonly Annotation[];
  readonly span: Span;
}

/** `conv1 = conv2d(6)`, `relu()`, `layer1 = repeat i in 0..<3 { ... }`, `features = sequential { ... }`. */
export interface StepStatement {
  readonly kind: "step";
  /** A name, or a text with `${}` in it. */
  readonly label: Name | TextExpression | undefined;
  readonly value: Call | Repeat | Sequential | Missing;
  /** A value that it takes in place of what flows out of the step above; never of a repeat. */
  readonly from: Path | undefined;
  readonly annotations: readonly Annotation[];
  readonly span: Span;
}

export interface Repeat {
  readonly kind: "repeat";
  readonly variable: Name | undefined;
  readonly over: Expression;
  readonly body: readonly Statement[];
  readonly span: Span;
}

/** `sequential { conv2d(6); relu() }` */
export interface Sequential {
  readonly kind: "sequential";
  readonly body: readonly Statement[];
  readonly span: Span;
}

export interface BranchStatement {
  readonly kind: "branch";
  readonly name: Name | undefined;
  readonly from: Path | undefined;
  readonly body: readonly Statement[];
  readonly span: Span;
}

export interface IfStatement {
  readonly kind: "if";
  readonly condition: Expression;
  readonly then: readonly Statement[];
  readonly otherwise: readonly Statement[];
  readonly span: Span;
}

/** `budget { parameters <= 70_000_000; train_memory(batch: 8) <= 6GiB }` */
export interface BudgetStatement {
  readonly kind: "budget";
  readonly contracts: readonly Expression[];
  readonly span: Span;
}

export type Statement =
  | InputStatement
  | OutputStatement
  | StepStatement
  | BranchStatement
  | IfStatement
  | BudgetStatement;

export interface AugmentStatement {
  readonly kind: "augment";
  /** `train`. */
  readonly split: Name | undefined;
  readonly body: readonly StepStatement[];
  readonly span: Span;
}

export type ExampleStatement = StepStatement | AugmentStatement;

/** `epochs: 25 @assumed`, `sweep { seed: 0..<3 }` (key `sweep`, a record as its value). */
export interface Property {
  readonly key: Path;
  readonly value: Expression;
  readonly annotations: readonly Annotation[];
  readonly span: Span;
}

export type VariantEdit =
  | { readonly kind: "replace"; readonly path: Path; readonly with: readonly Statement[]; readonly span: Span }
  | {
      readonly kind: "insert";
      readonly step: Statement;
      readonly where: "after" | "before";
      readonly path: Path;
      readonly span: Span;
    }
  | { readonly kind: "append"; readonly step: Statement; readonly span: Span }
  | { readonly kind: "remove"; readonly path: Path; readonly span: Span }
  | { readonly kind: "rename"; readonly path: Path; readonly to: Name; readonly span: Span }
  | {
      readonly kind: "set";
      readonly path: Path;
      readonly value: Expression;
      readonly annotations: readonly Annotation[];
      readonly span: Span;
    };

export interface Missing {
  readonly kind: "missing";
  readonly span: Span;
}

export interface TextExpression {
  readonly kind: "text";
  /** Pieces of text and the expressions between them; `"a"` is one piece. */
  readonly parts: readonly (string | Expression)[];
  readonly span: Span;
}

export type BinaryOperator =
  | "+"
  | "-"
  | "*"
  | "/"
  | "mod"
  | "=="
  | "!="
  | "<"
  | "<="
  | ">"
  | ">="
  | "and"
  | "or"
  | ".." // inclusive
  | "..<" // exclusive
  | "->" // 480 -> 240
  | "<->"; // mirrored points

export type Expression =
  | Missing
  | TextExpression
  | Call
  | { readonly kind: "number"; readonly value: number; readonly unit: string | undefined; readonly span: Span }
  | { readonly kind: "bool"; readonly value: boolean; readonly span: Span }
  | { readonly kind: "reference"; readonly path: Path; readonly span: Span }
  | { readonly kind: "unary"; readonly op: "-" | "not"; readonly of: Expression; readonly span: Span }
  | {
      readonly kind: "binary";
      readonly op: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly span: Span;
    }
  | {
      readonly kind: "choose";
      readonly condition: Expression;
      readonly then: Expression;
      readonly otherwise: Expression;
      readonly span: Span;
    }
  | { readonly kind: "list"; readonly items: readonly Expression[]; readonly span: Span }
  | { readonly kind: "record"; readonly entries: readonly Property[]; readonly span: Span };
