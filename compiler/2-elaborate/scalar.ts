import type { DeclarationRef } from "../ir/bound.ts";
import type { Dim } from "../ir/dim.ts";

/** What an expression comes to, where it comes to one thing. */
export type Scalar = NumberScalar | BoolScalar | BlockScalar | { readonly kind: "text"; readonly value: string };

export interface NumberScalar {
  readonly kind: "number";
  /** In the quantity's own terms: 0.1 for 10%, degrees, bytes. */
  readonly value: Dim;
  /** Undefined for a plain number. */
  readonly quantity: Quantity | undefined;
}

export interface BoolScalar {
  readonly kind: "bool";
  readonly value: boolean;
}

/** A block that is passed to another one. */
export interface BlockScalar {
  readonly kind: "block";
  /** File and key: the same for the same block. */
  readonly value: string;
  readonly ref: DeclarationRef;
}

/** What a number with a unit measures. */
export type Quantity = "share" | "angle" | "bytes";

interface Unit {
  readonly quantity: Quantity;
  /** The number of the quantity's own terms that so many of this unit are. */
  readonly of: (count: number) => number;
}

/** The units that a number may be written with. */
export const units: Readonly<Record<string, Unit>> = {
  "%": { quantity: "share", of: (count) => count / 100 },
  deg: { quantity: "angle", of: (count) => count },
  KiB: { quantity: "bytes", of: (count) => count * 2 ** 10 },
  MiB: { quantity: "bytes", of: (count) => count * 2 ** 20 },
  GiB: { quantity: "bytes", of: (count) => count * 2 ** 30 },
  TiB: { quantity: "bytes", of: (count) => count * 2 ** 40 },
};

const names: Readonly<Record<Quantity, string>> = { share: "a share", angle: "an angle", bytes: "a size in bytes" };

/** `an angle`, for messages. */
export function describeScalar(scalar: Scalar): string {
  if (scalar.kind === "bool") return "a truth value";
  if (scalar.kind === "text") return "a text";
  if (scalar.kind === "block") return "a block";
  return scalar.quantity === undefined ? "a number" : names[scalar.quantity];
}
