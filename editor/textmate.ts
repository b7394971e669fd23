import type { TokenType } from "chevrotain";
import { typeSchemas } from "../compiler/ir/language-schemas.ts";
import type { Role } from "../compiler/ir/value-type.ts";
import { registries } from "../compiler/registries.ts";
import * as tokens from "../grammar/tokens.ts";

/*
 * The TextMate grammar, by which editors colour a spec before any server runs. Words are those of the lexer and of the
 * registries; names of scopes are those that themes know: https://macromates.com/manual/en/language_grammars#naming-conventions
 */

interface Rule {
  readonly name?: string;
  readonly match?: string;
  readonly begin?: string;
  readonly end?: string;
  readonly captures?: Readonly<Record<string, { readonly name: string }>>;
  readonly beginCaptures?: Rule["captures"];
  readonly endCaptures?: Rule["captures"];
  readonly patterns?: readonly (Rule | { readonly include: string })[];
}

const roles: Readonly<Record<Role, true>> = { image: true, features: true, vector: true, points: true };

/** What follows a word that means something in its place only, and can name a step elsewhere: `insert conv2 = …`, `budget {`. */
const beforeItsObject = '(?=\\s+["A-Za-z_]|\\s*\\{)';

const name = "[A-Za-z_][A-Za-z0-9_]*";

/** The grammar as JSON. */
export function textMateGrammar(): string {
  const grammar = {
    $schema: "https://raw.githubusercontent.com/martinring/tmlanguage/master/tmlanguage.json",
    name: "kpnet",
    scopeName: "source.kpnet",
    patterns: Object.keys(rules()).map((key) => ({ include: `#${key}` })),
    repository: Object.fromEntries(Object.entries(rules()).map(([key, patterns]) => [key, { patterns }])),
  };
  return `${JSON.stringify(grammar, null, 2)}\n`;
}

/** In order of precedence. */
function rules(): Readonly<Record<string, readonly Rule[]>> {
  return {
    comments: [
      { name: "comment.line.documentation.kpnet", match: "///.*$" },
      { name: "comment.line.double-slash.kpnet", match: "//.*$" },
      { name: "comment.block.kpnet", begin: "/\\*", end: "\\*/" },
    ],
    texts: [
      {
        name: "string.quoted.double.kpnet",
        begin: '"',
        end: '"|$',
        patterns: [
          { name: "constant.character.escape.kpnet", match: "\\\\." },
          {
            name: "meta.template.expression.kpnet",
            begin: "\\$\\{",
            end: "\\}",
            beginCaptures: captures("punctuation.definition.template-expression.begin.kpnet"),
            endCaptures: captures("punctuation.definition.template-expression.end.kpnet"),
            patterns: [{ include: "#numbers" }, { include: "#signs" }, { include: "#names" }],
          },
        ],
      },
    ],
    version: [
      {
        match: "^\\s*(kpnet)\\s+([0-9]+)",
        captures: { 1: { name: "keyword.other.kpnet" }, 2: { name: "constant.numeric.kpnet" } },
      },
    ],
    declarations: [
      {
        match: `^\\s*(${anyOf(declarationWords())})\\s+(${name})`,
        captures: { 1: { name: "storage.type.kpnet" }, 2: { name: "entity.name.type.kpnet" } },
      },
    ],
    annotations: [{ match: `(@)(${name})`, captures: { 0: { name: "storage.modifier.annotation.kpnet" } } }],
    // Before keywords: these may be arguments, too: `from: ...`.
    keys: [{ match: `(${name})\\s*(?=:)`, captures: { 1: { name: "variable.parameter.kpnet" } } }],
    calls: [
      ...Object.entries(registries).map(([registry, entries]): Rule => {
        return {
          name: `support.function.${registry}.kpnet`,
          match: `\\b(${anyOf(Object.keys(entries))})\\b(?=\\s*\\()`,
        };
      }),
      { name: "entity.name.function.kpnet", match: `${name}(?=\\s*\\()` },
    ],
    steps: [
      {
        match: `(?:^|(?<=[{;]))\\s*(${name}(?:\\.(?:${name}|[0-9]+))*)\\s*(?==(?!=))`,
        captures: { 1: { name: "variable.other.definition.kpnet" } },
      },
    ],
    types: [
      { name: "support.type.role.kpnet", match: `\\b(${anyOf(Object.keys(roles))})\\b(?=\\s*\\[)` },
      {
        match: `(?<=:)\\s*(${anyOf([...Object.keys(typeSchemas), "block"])})\\b(?=\\s*[=,)])`,
        captures: { 1: { name: "support.type.kpnet" } },
      },
    ],
    keywords: [
      { name: "constant.language.kpnet", match: `\\b(true|false)\\b` },
      { name: "keyword.operator.word.kpnet", match: `\\b(${anyOf(operatorWords())})\\b` },
      { name: "storage.type.kpnet", match: `^\\s*(${anyOf(declarationWords())})\\b` },
      { name: "keyword.control.kpnet", match: `\\b(${anyOf(reservedWords())})\\b` },
      { name: "keyword.other.kpnet", match: `\\b(${anyOf(contextualWords())})\\b${beforeItsObject}` },
    ],
    numbers: [
      {
        match: "\\b([0-9][0-9_]*(?:\\.[0-9][0-9_]*)?(?:[eE][+-]?[0-9]+)?)(%|[A-Za-z][A-Za-z0-9]*)?",
        captures: { 1: { name: "constant.numeric.kpnet" }, 2: { name: "keyword.other.unit.kpnet" } },
      },
    ],
    signs: [{ name: "keyword.operator.kpnet", match: signs().map(escaped).join("|") }],
    names: [
      { name: "entity.name.type.kpnet", match: "\\b[A-Z][A-Za-z0-9_]*[a-z][A-Za-z0-9_]*\\b" },
      { name: "variable.other.kpnet", match: `\\b${name}(?:\\.(?:${name}|[0-9]+))*` },
    ],
  };
}

function captures(scope: string): Rule["captures"] {
  return { 0: { name: scope } };
}

function declarationWords(): string[] {
  return [...tokens.declarationWords].map(wordOf);
}

/** Words of a kind of token: those that mean something everywhere are any words, the others may be names as well. */
function wordsIn(category: TokenType): string[] {
  const keywords = tokens.vocabulary.filter(({ PATTERN }) => typeof PATTERN === "string" && /^[a-z]+$/.test(PATTERN));
  return keywords.filter(({ CATEGORIES = [] }) => CATEGORIES.includes(category)).map(wordOf);
}

function operatorWords(): string[] {
  return [...wordsIn(tokens.BinarySign), wordOf(tokens.Not)];
}

function reservedWords(): string[] {
  const others = new Set([...operatorWords(), ...declarationWords(), wordOf(tokens.True), wordOf(tokens.False)]);
  return wordsIn(tokens.Word).filter((word) => !others.has(word));
}

function contextualWords(): string[] {
  return wordsIn(tokens.Name).filter((word) => word !== wordOf(tokens.Kpnet));
}

/** Operators; brackets, commas and colons are left as they are. */
function signs(): string[] {
  const all = tokens.vocabulary.filter(({ CATEGORIES = [] }) => CATEGORIES.includes(tokens.BinarySign));
  const texts = [...all, tokens.Assign].map(wordOf).filter((text) => !/^[a-z]/.test(text));
  return texts.sort((a, b) => b.length - a.length || (a < b ? -1 : 1));
}

function wordOf({ PATTERN }: TokenType): string {
  return PATTERN as string;
}

/** Longer ones first, so that none hides behind its beginning. */
function anyOf(words: readonly string[]): string {
  return [...words].sort((a, b) => b.length - a.length || (a < b ? -1 : 1)).join("|");
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}
