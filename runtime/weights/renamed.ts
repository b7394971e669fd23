import type { Program } from "../../compiler/ir/program.ts";
import type { FormerKeys } from "../../lib/former-keys.ts";

/** The former key of each weight of a program whose step was renamed, or something around it. */
export function formerKeys({ weights }: Pick<Program, "weights">): FormerKeys {
  return new Map(weights.flatMap(({ key, was }) => (was === undefined || was === key ? [] : [[key, was]])));
}
