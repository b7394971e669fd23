/**
 * The path of a picture, relative to the dataset's path, that a file in `folder` of the dataset names relative to itself. Undefined
 * where that is no path, or one that leads out of the dataset.
 */
export function pathInside(folder: string, written: string): string | undefined {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: no file is meant to have them in its name
  if (written === "" || /[\u0000-\u001f]|^[/\\]|^[A-Za-z]:/.test(written)) return undefined;
  const inside: string[] = [];
  for (const part of `${folder}/${written}`.split(/[/\\]/)) {
    if (part === "" || part === ".") continue;
    if (part !== "..") inside.push(part);
    else if (inside.pop() === undefined) return undefined;
  }
  return inside.length === 0 ? undefined : inside.join("/");
}

/** The folder that a file lies in: "" for one of the dataset's own. */
export function folderOf(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}

/** Text from a file, safe to print whatever it holds. */
export function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}…` : text);
}

/** A decimal number as these files write them; undefined for anything else. */
export function decimal(text: string | undefined): number | undefined {
  return text !== undefined && /^[+-]?\d{1,15}(\.\d{0,20})?([eE][+-]?\d{1,2})?$/.test(text) ? Number(text) : undefined;
}
