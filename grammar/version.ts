import type { IToken } from "chevrotain";
import { newer_language } from "../diagnostics/catalogue/newer_language.ts";
import { syntax_expected } from "../diagnostics/catalogue/syntax_expected.ts";
import type { Diagnostic } from "../diagnostics/diagnostic.ts";
import { spanOf } from "./positions.ts";
import * as t from "./tokens.ts";

/** The version of the language that this compiler knows. */
export const languageVersion = 1;

interface Version {
  readonly value: number | undefined;
  /** The tokens behind it. */
  readonly rest: readonly IToken[];
  readonly diagnostics: readonly Diagnostic[];
  /** Set where the file is written in a version that is not known here. */
  readonly refusal?: Diagnostic;
}

/** `kpnet 1`, which may stand at the beginning of a file. */
export function readVersion(file: string, tokens: readonly IToken[]): Version {
  const [keyword, number] = tokens;
  if (keyword?.tokenType !== t.Kpnet) return { value: undefined, rest: tokens, diagnostics: [] };
  const onLine = number !== undefined && number.startLine === keyword.endLine ? number : undefined;
  const value = onLine !== undefined && /^[1-9][0-9]{0,8}$/.test(onLine.image) ? Number(onLine.image) : undefined;
  const rest = tokens.slice(onLine === undefined ? 1 : 2);
  if (value === undefined) {
    const { end } = spanOf(keyword, 0);
    const span = onLine === undefined ? { start: end, end } : spanOf(onLine, 0);
    const expected = `the version of the language, \`kpnet ${languageVersion}\``;
    return { value, rest, diagnostics: [syntax_expected.at({ file, declaration: "", span }, { expected })] };
  }
  if (value <= languageVersion) return { value, rest, diagnostics: [] };
  const place = { file, declaration: "", span: spanOf(onLine!, 0) };
  return {
    value,
    rest,
    diagnostics: [],
    refusal: newer_language.at(place, { version: value, known: languageVersion }),
  };
}
