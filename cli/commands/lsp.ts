import type { Command } from "../command.ts";

/** `kpc lsp`: the language server, which editors start. */
export const lsp: Command = {
  usage: "lsp",
  summary: "the language server, for editors: speaks the Language Server Protocol over stdin and stdout",
  examples: [["kpc lsp", "what an editor is told to start; docs/editor.md says how"]],
  positionals: {},
  options: { stdio: { type: "boolean", describe: "what it does anyway: some editors say so" } },
  json: {},
  async run() {
    const { startLanguageServer } = await import("../language-server.ts");
    return startLanguageServer();
  },
};
