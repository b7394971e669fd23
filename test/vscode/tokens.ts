import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import oniguruma from "vscode-oniguruma";
import textmate from "vscode-textmate";

const grammarFile = new URL("../../editor/vscode/syntaxes/kpnet.tmLanguage.json", import.meta.url);

/** A stretch of text with the innermost scope that the grammar gives it, without `.kpnet`. */
export interface Scoped {
  readonly text: string;
  readonly scope: string;
  readonly line: number;
}

/** Tokenises as VS Code does. */
export async function tokenizer(): Promise<(text: string) => Scoped[]> {
  await oniguruma.loadWASM(readFileSync(createRequire(import.meta.url).resolve("vscode-oniguruma/release/onig.wasm")));
  const registry = new textmate.Registry({
    onigLib: Promise.resolve({
      createOnigScanner: (patterns) => new oniguruma.OnigScanner(patterns),
      createOnigString: (text) => new oniguruma.OnigString(text),
    }),
    loadGrammar: async () => textmate.parseRawGrammar(readFileSync(grammarFile, "utf8"), grammarFile.pathname),
  });
  const grammar = (await registry.loadGrammar("source.kpnet"))!;
  return (text) => {
    let state = textmate.INITIAL;
    return text.split("\n").flatMap((line, index) => {
      const { tokens, ruleStack } = grammar.tokenizeLine(line, state);
      state = ruleStack;
      return tokens.map(({ startIndex, endIndex, scopes }) => ({
        text: line.slice(startIndex, endIndex),
        scope: scopes.at(-1)!.replace(/\.kpnet$/, ""),
        line: index,
      }));
    });
  };
}
