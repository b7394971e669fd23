/**
 * A text from a file as it may be shown to a person: what would steer a terminal is written as `\u001b`, and beyond `most`
 * characters it is cut.
 */
export function printable(text: string, most = 300): string {
  const short = text.length > most ? `${text.slice(0, most)}...` : text;
  return short.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, escaped);
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
