import { beforeAll, describe, expect, it } from "vitest";
import { registries } from "../../compiler/registries.ts";
import { lex } from "../../grammar/lex.ts";
import * as kinds from "../../grammar/tokens.ts";
import { specTexts } from "../support/check.ts";
import { type Scoped, tokenizer } from "./tokens.ts";

let tokenize: (text: string) => Scoped[];
beforeAll(async () => {
  tokenize = await tokenizer();
});

/** `text scope`, of all that isn't blank. */
function scopes(text: string): string[] {
  return tokenize(text)
    .filter((token) => token.text.trim() !== "")
    .map(({ text, scope }) => `${text.trim()} ${scope}`);
}

describe("the TextMate grammar", () => {
  it("tells names, steps, arguments and numbers of a model apart", () => {
    expect(scopes("model NoseNet { // small")).toEqual([
      "model storage.type",
      "NoseNet entity.name.type",
      "{ source",
      "// small comment.line.double-slash",
    ]);
    expect(scopes("  conv1 = conv2d(6, kernel: 3) @allow(bias_before_norm)")).toEqual([
      "conv1 variable.other.definition",
      "= keyword.operator",
      "conv2d support.function.ops",
      "( source",
      "6 constant.numeric",
      ", source",
      "kernel variable.parameter",
      ": source",
      "3 constant.numeric",
      ") source",
      "@allow storage.modifier.annotation",
      "( source",
      "bias_before_norm variable.other",
      ") source",
    ]);
    expect(scopes("  input image: image[1, H, W] in -0.5..0.5")).toContain("image support.type.role");
    expect(scopes("  rotate(-15deg..15deg)")).toContain("deg keyword.other.unit");
    expect(scopes("block B(width: int, unit: block = 1)")).toEqual(
      expect.arrayContaining(["int support.type", "block support.type"]),
    );
  });

  it("takes words for keywords only where they are ones", () => {
    expect(scopes("  insert drop = dropout(10%) after relu4")).toEqual(
      expect.arrayContaining(["insert keyword.other", "after keyword.other", "% keyword.other.unit"]),
    );
    expect(scopes("  after = relu()")[0]).toBe("after variable.other.definition");
    expect(scopes("  freeze: [after, with]")).toContain("after variable.other");
    expect(scopes("  branch side from x {")).toEqual(
      expect.arrayContaining(["branch keyword.control", "from keyword.control"]),
    );
    expect(scopes("  stride: if i == 0 and not last then 2 else 1")).toEqual(
      expect.arrayContaining(["if keyword.control", "and keyword.operator.word", "not keyword.operator.word"]),
    );
  });

  it("reads values in texts, and ends a text at its line", () => {
    const [open, dollar] = scopes('"unit${i + 1}" = Unit()').slice(1, 3);
    expect([open, dollar]).toEqual([
      "unit string.quoted.double",
      "${ punctuation.definition.template-expression.begin",
    ]);
    expect(scopes('"lost\nconv1 = relu()')).toContain("conv1 variable.other.definition");
  });

  it("knows every entry of the registries by its kind", () => {
    for (const [registry, entries] of Object.entries(registries)) {
      for (const name of Object.keys(entries)) {
        const [token] = scopes(`${name}(1)`);
        // Some names stand in two registries, such as an op and a loss; the first one gives the colour.
        expect(token).toMatch(new RegExp(`^${name} support\\.function\\.`));
        if (registry === "ops") expect(token).toBe(`${name} support.function.ops`);
      }
    }
  });

  it.each(Object.entries(specTexts))(
    "agrees with the lexer about comments, texts, numbers and declarations of %s",
    (_, text) => {
      const lines = text.split("\n");
      const found = tokenize(text);
      const scopeAt = (line: number, column: number): string => {
        let start = 0;
        for (const token of found.filter((each) => each.line === line)) {
          start += token.text.length;
          if (column < start) return token.scope;
        }
        return "";
      };
      const { tokens, comments } = lex(text);
      expect(tokens.length).toBeGreaterThan(20);
      for (const { startLine, startColumn } of comments)
        expect(scopeAt(startLine! - 1, startColumn! - 1)).toMatch(/^comment/);
      for (const { tokenType, startLine, startColumn } of tokens) {
        const scope = scopeAt(startLine! - 1, startColumn! - 1);
        const where = `${lines[startLine! - 1]}: column ${startColumn}`;
        if (tokenType === kinds.NumberLiteral) expect(scope, where).toBe("constant.numeric");
        if (tokenType === kinds.Text) expect(scope, where).toBe("string.quoted.double");
        if (kinds.declarationWords.has(tokenType) && startColumn === 1) expect(scope, where).toBe("storage.type");
        expect(scope, where).not.toMatch(/^comment/);
      }
    },
  );
});
