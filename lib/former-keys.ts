/** Of weights whose step was renamed, or something around it: the former key, by the key that they have now. */
export type FormerKeys = ReadonlyMap<string, string>;

/**
 * A file's tensors under the keys that a model's weights have now. A file is taken for an older one where it lacks a key and
 * has the former one; then all keys of it are former ones, so that names may be swapped or handed on.
 */
export function underCurrentKeys<T>(found: ReadonlyMap<string, T>, former: FormerKeys): ReadonlyMap<string, T> {
  const renamed = [...former].filter(([, was]) => found.has(was));
  if (!renamed.some(([key]) => !found.has(key))) return found;
  const taken = new Set(renamed.map(([, was]) => was));
  const rest = [...found].filter(([key]) => !taken.has(key));
  return new Map([...rest, ...renamed.map(([key, was]) => [key, found.get(was)!] as const)]);
}
