import type { Role } from "../ir/value-type.ts";

/** What a value means after a step that computes new numbers of the same kind: a picture is then feature maps. */
export function derived(input: Role): Role {
  return input === "image" ? "features" : input;
}
