/** In characters. */
export const longestStepName = 200;

/** Whether a text can be a step's name: names and indices, with dots between them, as in a state dict: `features.0`. */
export function isStepName(text: string): boolean {
  return /^([A-Za-z_][A-Za-z0-9_]*|\d+)(\.([A-Za-z_][A-Za-z0-9_]*|\d+))*$/.test(text) && text.length <= longestStepName;
}
