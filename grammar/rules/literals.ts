/** `6.58e-4`, `70_000_000`, `15deg`: the value as written, and the unit beside it. */
export function numberOf(image: string): { value: number; unit: string | undefined } {
  const digits = /^[0-9][0-9_]*(?:\.[0-9][0-9_]*)?(?:[eE][+-]?[0-9]+)?/.exec(image)?.[0] ?? "";
  const unit = image.slice(digits.length);
  return { value: Number(digits.replaceAll("_", "")), unit: unit === "" ? undefined : unit };
}

const escapes: Readonly<Record<string, string>> = { '"': '"', "\\": "\\", $: "$", n: "\n", t: "\t" };

/** What stands between the quotes, escapes resolved. A backslash before anything else is a backslash. */
export function textOf(raw: string): string {
  return raw.replace(/\\(.)/g, (whole, escaped: string) => escapes[escaped] ?? whole);
}
