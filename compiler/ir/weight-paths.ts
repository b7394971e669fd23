/** Whether a path of a step or block, or of a weight itself, is that of a weight or of something that holds it. */
export function holds(path: string, weight: string): boolean {
  return weight === path || weight.startsWith(`${path}.`);
}
