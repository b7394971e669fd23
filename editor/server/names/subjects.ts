import type { DeclarationKind, Registry } from "../../../compiler/ir/bound.ts";
import type { Span } from "../../../diagnostics/place.ts";

/** Something that has a name, the same wherever the name stands. */
export type Subject =
  | { readonly kind: "declaration"; readonly of: DeclarationKind; readonly file: string; readonly key: string }
  /** A step, input, output or branch; `body` is where the body that it stands in begins, counted from its declaration. */
  | (Owned & { readonly kind: "value"; readonly body: number; readonly what: ValueKind })
  /** A parameter of a model or block. */
  | (Owned & { readonly kind: "parameter" })
  /** A letter of the sizes of an input: `C` in `features[C, H, W]`. */
  | (Owned & { readonly kind: "letter" })
  /** The variable of a repeat, which stands in the body that begins there. */
  | (Owned & { readonly kind: "variable"; readonly body: number })
  /** A name or a group of a keypoint scheme. */
  | (Owned & { readonly kind: "keypoint" })
  /** What a registry has: an op, a loss, a reader. */
  | { readonly kind: "entry"; readonly registry: Registry; readonly name: string }
  | { readonly kind: "argument"; readonly registry: Registry; readonly entry: string; readonly name: string }
  | { readonly kind: "property"; readonly of: PropertyOwner; readonly name: string }
  /** An entry of a property's record: `patience` of `early_stopping`. */
  | { readonly kind: "field"; readonly of: PropertyOwner; readonly property: string; readonly name: string }
  | { readonly kind: "annotation"; readonly name: string }
  | { readonly kind: "diagnostic"; readonly name: string };

export type ValueKind = "step" | "input" | "output" | "branch";
export type PropertyOwner = "keypoints" | "dataset" | "experiment";

/** What belongs to a declaration. */
interface Owned {
  readonly file: string;
  readonly key: string;
  readonly name: string;
}

/** A subject's name where it stands. */
export interface Occurrence {
  readonly subject: Subject;
  /** As it is written there, which an import may have changed. */
  readonly text: string;
  /** Counted from the start of the file. */
  readonly span: Span;
  readonly isDefinition: boolean;
}

/** The same text for the same subject. */
export function subjectKey(subject: Subject): string {
  switch (subject.kind) {
    case "declaration":
      return `declaration ${subject.file} ${subject.key}`;
    case "value":
    case "variable":
      return `${subject.kind} ${subject.file} ${subject.key} ${subject.body} ${subject.name}`;
    case "parameter":
    case "letter":
    case "keypoint":
      return `${subject.kind} ${subject.file} ${subject.key} ${subject.name}`;
    case "entry":
      return `entry ${subject.registry} ${subject.name}`;
    case "argument":
      return `argument ${subject.registry} ${subject.entry} ${subject.name}`;
    case "property":
      return `property ${subject.of} ${subject.name}`;
    case "field":
      return `field ${subject.of} ${subject.property} ${subject.name}`;
    case "annotation":
    case "diagnostic":
      return `${subject.kind} ${subject.name}`;
  }
}

/** Whether a person may give it another name; what the language itself has can't be renamed. */
export function isOwn(subject: Subject): boolean {
  return "file" in subject;
}
