/** How rendered text is coloured: ANSI escapes on a terminal, nothing elsewhere. */
export type Paint = (style: Style, text: string) => string;

export type Style = "error" | "warning" | "note" | "help" | "frame" | "strong";

const codes: Readonly<Record<Style, string>> = {
  error: "1;31",
  warning: "1;33",
  note: "1;36",
  help: "1;32",
  frame: "34",
  strong: "1",
};

export function paint(style: Style, text: string): string {
  return `\u001b[${codes[style]}m${text}\u001b[0m`;
}

export function plain(_style: Style, text: string): string {
  return text;
}
