/** What a person can set in the editor, under `kpc`. */
export interface Settings {
  readonly inlayHints: {
    /** The shape that flows out of each step. */
    readonly shapes: boolean;
    /** The range of its numbers, where a step changes it. */
    readonly ranges: boolean;
    /** How many parameters a model has. */
    readonly parameters: boolean;
  };
}

export const defaultSettings: Settings = { inlayHints: { shapes: true, ranges: true, parameters: true } };

/** Settings as an editor sends them: what is not said, or is no truth value, is as by default. */
export function readSettings(value: unknown): Settings {
  const hints = fieldOf(value, "inlayHints");
  const flag = (name: keyof Settings["inlayHints"]): boolean => {
    const set = fieldOf(hints, name);
    return typeof set === "boolean" ? set : defaultSettings.inlayHints[name];
  };
  return { inlayHints: { shapes: flag("shapes"), ranges: flag("ranges"), parameters: flag("parameters") } };
}

function fieldOf(value: unknown, name: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[name] : undefined;
}
