import type { Place } from "../../diagnostics/place.ts";
import type { Allowance } from "./graph.ts";

/**
 * The bound tree: a declaration whose names have been found out. A callee is an entry of a registry or a block, a
 * reference says what it stands for, annotations are sorted out. Values are not worked out yet: that needs the arguments
 * of a block and the sizes that flow in. `poison` stands where something was wrong and has been reported; whoever meets
 * it stays silent.
 */
export type DeclarationKind = "model" | "block" | "keypoints" | "dataset" | "examples" | "experiment" | "const";

/** A declaration of the project; the two together are its identity. */
export interface DeclarationRef {
  readonly file: string;
  /** As in the tree: `model NoseNet`. */
  readonly key: string;
  readonly name: string;
}

export type BoundDeclaration = BoundModel | BoundBlock | BoundProperties | BoundExamples | BoundVariant | BoundConst;

interface BoundBase {
  readonly ref: DeclarationRef;
  /** Of the name, where there is one. */
  readonly place: Place;
  readonly doc: string;
  /**
   * A syntax error was reported inside, or something that the compiler can't do yet: what seems to be lacking may only
   * have been lost, and what flows where is not known.
   */
  readonly damaged: boolean;
}

export interface BoundModel extends BoundBase {
  readonly kind: "model";
  readonly parameters: readonly BoundParameter[];
  readonly body: readonly BoundStatement[];
}

export interface BoundBlock extends BoundBase {
  readonly kind: "block";
  readonly parameters: readonly BoundParameter[];
  readonly body: readonly BoundStatement[];
}

/** keypoints, dataset, experiment. */
export interface BoundProperties extends BoundBase {
  readonly kind: "keypoints" | "dataset" | "experiment";
  readonly properties: readonly BoundProperty[];
}

export interface BoundExamples extends BoundBase {
  readonly kind: "examples";
  /** Undefined where that was reported. */
  readonly from: DeclarationRef | undefined;
  readonly steps: readonly BoundTransform[];
}

export interface BoundVariant extends BoundBase {
  readonly kind: "variant";
  readonly of: Exclude<DeclarationKind, "const">;
  /** Those that it adds to its base's; of models and blocks. */
  readonly parameters: readonly BoundParameter[];
  /** Undefined where that was reported. */
  readonly base: DeclarationRef | undefined;
  readonly edits: readonly BoundEdit[];
}

export interface BoundConst extends BoundBase {
  readonly kind: "const";
  readonly value: BoundExpression;
}

export type ParameterType = "int" | "float" | "bool" | "string" | "block";

export interface BoundParameter {
  readonly name: string;
  /** Undefined where that was reported. */
  readonly type: ParameterType | undefined;
  readonly default: BoundExpression | undefined;
  readonly place: Place;
}

/** What the annotations of a step or property say. */
export interface BoundNotes {
  readonly allowed: readonly Allowance[];
  /** From `@was(conv1)`. */
  readonly was?: string;
  readonly assumed: boolean;
}

/** A name and where it stands. */
export interface BoundName {
  readonly text: string;
  readonly place: Place;
}

export interface BoundType {
  readonly role: "image" | "features" | "vector" | "points";
  readonly sizes: readonly BoundExpression[];
  readonly place: Place;
}

export interface BoundInput {
  readonly kind: "input";
  readonly name: BoundName | undefined;
  readonly type: BoundType | undefined;
  readonly range: BoundExpression | undefined;
  readonly notes: BoundNotes;
  readonly place: Place;
}

export interface BoundOutput {
  readonly kind: "output";
  readonly name: BoundName | undefined;
  readonly type: BoundType | undefined;
  /** A value of the body by its name; undefined: what flows out of the step above. */
  readonly from: BoundName | undefined;
  readonly notes: BoundNotes;
  readonly place: Place;
}

export interface BoundStep {
  readonly kind: "step";
  readonly label: BoundLabel | undefined;
  /** Names of steps that a variant renamed or replaced with this one: others may still call it so. */
  readonly aliases?: readonly string[];
  /** Poison: the step could not be understood, what flows out of it is unknown. */
  readonly value: BoundCall | BoundBlockCall | BoundRepeat | BoundSequential | Poison;
  /** A value that it takes in place of what flows out of the step above. */
  readonly from?: BoundName;
  readonly notes: BoundNotes;
  readonly place: Place;
}

/** What a step is named; with `computed` its text has to be worked out first: `"denselayer${i + 1}"`. */
export interface BoundLabel extends BoundName {
  readonly computed?: BoundText;
}

/** `Bottleneck(width: 128, out: 256)`: an argument is for a parameter, or names a value that flows into an input. */
export interface BoundBlockCall {
  readonly kind: "block_call";
  /** The block itself, or the parameter that stands for one. */
  readonly block: DeclarationRef | { readonly variable: string };
  readonly callee: { readonly name: string };
  readonly arguments: readonly BoundArgument[];
  readonly overrides: readonly BoundArgument[];
  readonly damaged: boolean;
  readonly place: Place;
}

/** `repeat i in 0..<3 { ... }` */
export interface BoundRepeat {
  readonly kind: "repeat";
  readonly variable: string | undefined;
  readonly over: BoundExpression;
  readonly body: readonly BoundStatement[];
  readonly place: Place;
}

/** `sequential { ... }`: steps that go by their numbers. */
export interface BoundSequential {
  readonly kind: "sequential";
  readonly body: readonly BoundStatement[];
  readonly place: Place;
}

/** `branch downsample from x { ... }`: starts at a named value and leaves the chain where it was. */
export interface BoundBranch {
  readonly kind: "branch";
  readonly name: BoundName | undefined;
  readonly from: BoundName | undefined;
  readonly body: readonly BoundStatement[];
  readonly place: Place;
}

export interface BoundIf {
  readonly kind: "if";
  readonly condition: BoundExpression;
  readonly whenTrue: readonly BoundStatement[];
  readonly whenFalse: readonly BoundStatement[];
  readonly place: Place;
}

/** `budget { parameters <= 70_000_000 }`: each contract is a comparison. */
export interface BoundBudget {
  readonly kind: "budget";
  readonly contracts: readonly BoundContract[];
  readonly place: Place;
}

export interface BoundContract {
  readonly measure: string;
  readonly batch: BoundExpression | undefined;
  readonly op: "<=" | ">=" | "<" | ">" | "==";
  readonly limit: BoundExpression;
  readonly place: Place;
}

export type BoundStatement = BoundInput | BoundOutput | BoundStep | BoundBranch | BoundIf | BoundBudget;

/** One step of an examples declaration; those of `augment train` have `split: "train"` and a path `augment.rotate`. */
export interface BoundTransform {
  readonly label: BoundName | undefined;
  readonly call: BoundCall | Poison;
  readonly split: "all" | "train";
  readonly notes: BoundNotes;
  readonly place: Place;
}

export interface BoundProperty {
  readonly key: string;
  readonly keyPlace: Place;
  readonly value: BoundExpression;
  readonly notes: BoundNotes;
}

/** `optimizer.lr`: names and indices, first to last. */
export interface BoundPath {
  readonly parts: readonly BoundName[];
  readonly place: Place;
}

/** `S` is a statement in a model's variant, a transform in that of an examples declaration. */
export type BoundEdit<S = BoundStatement | BoundTransform> =
  | { readonly kind: "replace"; readonly path: BoundPath; readonly with: readonly S[]; readonly place: Place }
  | {
      readonly kind: "insert";
      readonly step: S;
      readonly where: "before" | "after";
      readonly path: BoundPath;
      readonly place: Place;
    }
  | { readonly kind: "append"; readonly step: S; readonly place: Place }
  | { readonly kind: "remove"; readonly path: BoundPath; readonly place: Place }
  | { readonly kind: "rename"; readonly path: BoundPath; readonly to: BoundName; readonly place: Place }
  | {
      readonly kind: "set";
      readonly path: BoundPath;
      readonly value: BoundExpression;
      readonly notes: BoundNotes;
      readonly place: Place;
    };

/** The registries whose entries a spec can call. */
export type Registry =
  | "ops"
  | "transforms"
  | "losses"
  | "optimizers"
  | "datasets"
  | "splits"
  | "schedules"
  | "inits"
  | "metrics";

/** What a call calls that is no call of a block. */
export interface Callee {
  readonly registry: Registry;
  readonly name: string;
}

export interface BoundArgument {
  readonly name: BoundName | undefined;
  readonly value: BoundExpression;
  /** Of the value. */
  readonly place: Place;
}

export interface BoundCall {
  readonly kind: "call";
  readonly callee: Callee;
  readonly arguments: readonly BoundArgument[];
  /** From variants, `set conv1.stride: 1`, later ones last: each wins over the argument of its name. */
  readonly overrides: readonly BoundArgument[];
  /** True in a damaged declaration: an argument that is not there may have been lost. */
  readonly damaged: boolean;
  readonly place: Place;
}

export interface Poison {
  readonly kind: "poison";
  readonly place: Place;
}

export interface BoundText {
  readonly kind: "text";
  readonly parts: readonly (string | BoundExpression)[];
  readonly place: Place;
}

/**
 * The name under which the edits of a variant know a value of what they vary: where they change a step deep inside, the names
 * of the block that it stands in mean something else.
 */
export function inheritedName({ file, key }: Pick<DeclarationRef, "file" | "key">, name: string): string {
  return `${file} ${key} ${name}`;
}

/** What a bare name in an expression stands for. */
export type Binding =
  /** A parameter, a repeat's variable, a letter of an input's sizes; in a variant by its `inheritedName`. */
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "const"; readonly ref: DeclarationRef }
  /** A block, where one is passed to a block: `Stage(unit: Bottleneck)`. */
  | { readonly kind: "block"; readonly ref: DeclarationRef }
  /** `Ibug68.count`. */
  | { readonly kind: "count"; readonly ref: DeclarationRef }
  /**
   * A word: right where words are meant (`mode: nearest`, `[nose_tip]`), an unknown name anywhere else. `certain` is
   * false where what it names may have been lost in damaged text.
   */
  | { readonly kind: "word"; readonly hint: string | undefined; readonly certain: boolean }
  /** It names something that could not be read, and that was reported. */
  | { readonly kind: "poison" };

export interface BoundReference {
  readonly kind: "reference";
  readonly text: string;
  readonly to: Binding;
  readonly place: Place;
}

export interface BoundBinary {
  readonly kind: "binary";
  readonly op: BinaryOperator;
  readonly left: BoundExpression;
  readonly right: BoundExpression;
  readonly place: Place;
}

export interface BoundList {
  readonly kind: "list";
  readonly items: readonly BoundExpression[];
  readonly place: Place;
}

export interface BoundRecord {
  readonly kind: "record";
  readonly entries: readonly BoundProperty[];
  readonly place: Place;
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
  | ".."
  | "..<"
  | "->"
  | "<->";

export type BoundExpression =
  | Poison
  | BoundText
  | BoundCall
  | BoundReference
  | BoundBinary
  | BoundList
  | BoundRecord
  /** A whole declaration as a value: `model: NoseNet`. */
  | { readonly kind: "declaration"; readonly ref: DeclarationRef; readonly place: Place }
  | { readonly kind: "number"; readonly value: number; readonly unit: string | undefined; readonly place: Place }
  | { readonly kind: "bool"; readonly value: boolean; readonly place: Place }
  | { readonly kind: "unary"; readonly op: "-" | "not"; readonly of: BoundExpression; readonly place: Place }
  | {
      readonly kind: "choose";
      readonly condition: BoundExpression;
      readonly whenTrue: BoundExpression;
      readonly whenFalse: BoundExpression;
      readonly place: Place;
    };
