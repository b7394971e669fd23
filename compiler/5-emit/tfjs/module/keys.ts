import { member } from "../code-text.ts";

/** A key or path as code: `"conv1.weight"`, and within a scope, whose path the variable `path` has, `` `${path}.conv1.weight` ``. */
export function keyOf(key: string, isScoped: boolean): string {
  if (!isScoped) return JSON.stringify(key);
  return key === "" ? "path" : `\`\${path}.${key}\``;
}

/** What an object has under a key. */
export function keyedMember(object: string, key: string, isScoped: boolean): string {
  return isScoped ? `${object}[${keyOf(key, true)}]` : member(object, key);
}
