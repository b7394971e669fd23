/** Text of a spec in Markdown. */
export function code(text: string): string {
  return `\`\`\`kpnet\n${text}\n\`\`\``;
}
