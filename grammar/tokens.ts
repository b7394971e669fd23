import { createToken, type ITokenConfig, Lexer, type TokenType } from "chevrotain";

/*
 * The words and signs of the language. A token's label is how messages name it. There is none for a newline: every token
 * knows its line, and grammar/layout.ts cuts lines into entries by it.
 */

const made: TokenType[] = [];

/** Every kind of token that the parser may see. */
export const vocabulary: readonly TokenType[] = made;

function token(config: ITokenConfig): TokenType {
  const type = createToken({ line_breaks: false, ...config });
  made.push(type);
  return type;
}

const word = "[A-Za-z_][A-Za-z0-9_]*";

/* What patterns begin with. Said here, since finding it out would take chevrotain a good part of a cold start. */
const digits = [..."0123456789"];
const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz_"];

/** Any word at all, keywords among them: keys of properties, names of arguments and annotations. */
export const Word = token({ name: "Word", label: "a name", pattern: Lexer.NA });

/** What a path may be written as: one name, or several with dots between them. */
export const PathLike = token({ name: "PathLike", label: "a name", pattern: Lexer.NA });

/** Signs and words between two values. */
export const BinarySign = token({ name: "BinarySign", label: "an operator", pattern: Lexer.NA });

/** A word that may name something. */
export const Name = token({
  name: "Name",
  label: "a name",
  pattern: new RegExp(word),
  start_chars_hint: letters,
  categories: [Word, PathLike],
});

/** `layer2.0.conv2`: a rule of its own, so that `features.0.1.conv` holds no number `0.1`. */
export const DottedPath = token({
  name: "DottedPath",
  label: "a path",
  pattern: new RegExp(`${word}(?:\\.(?:${word}|[0-9]+))+`),
  start_chars_hint: letters,
  categories: [PathLike],
});

/** `optimizer.`: half a path, which no rule accepts. */
export const UnfinishedPath = token({
  name: "UnfinishedPath",
  pattern: new RegExp(`${word}(?:\\.(?:${word}|[0-9]+))*\\.(?![.A-Za-z0-9_])`),
  start_chars_hint: letters,
});

/** A keyword, which can name nothing. */
function reserved(text: string, ...categories: TokenType[]): TokenType {
  return keyword(text, [Word, ...categories]);
}

/** A word that is a keyword in its place only, and may name a step elsewhere. */
function contextual(text: string): TokenType {
  return keyword(text, [Name]);
}

function keyword(text: string, categories: TokenType[]): TokenType {
  const name = text[0]!.toUpperCase() + text.slice(1);
  return token({ name, label: `\`${text}\``, pattern: text, longer_alt: Name, categories });
}

export const Model = reserved("model");
export const Block = reserved("block");
export const Keypoints = reserved("keypoints");
export const Dataset = reserved("dataset");
export const Examples = reserved("examples");
export const Experiment = reserved("experiment");
export const Const = reserved("const");
export const Import = reserved("import");

export const Input = reserved("input");
export const Output = reserved("output");
export const Branch = reserved("branch");
export const Repeat = reserved("repeat");
export const If = reserved("if");
export const Then = reserved("then");
export const Else = reserved("else");
export const In = reserved("in");
export const From = reserved("from");
export const At = reserved("at");
export const Was = reserved("was");
export const SetWord = reserved("set");
export const And = reserved("and", BinarySign);
export const Or = reserved("or", BinarySign);
export const Not = reserved("not");
export const Mod = reserved("mod", BinarySign);
export const True = reserved("true");
export const False = reserved("false");

export const Kpnet = contextual("kpnet");
export const With = contextual("with");
export const Replace = contextual("replace");
export const Insert = contextual("insert");
export const Append = contextual("append");
export const Remove = contextual("remove");
export const Rename = contextual("rename");
export const After = contextual("after");
export const Before = contextual("before");
export const Augment = contextual("augment");
export const Budget = contextual("budget");
export const Sweep = contextual("sweep");
export const As = contextual("as");
export const Sequential = contextual("sequential");

/** Keywords that begin a declaration. */
export const declarationWords: ReadonlySet<TokenType> = new Set([
  Model,
  Block,
  Keypoints,
  Dataset,
  Examples,
  Experiment,
  Const,
  Import,
]);

/** `70_000_000`, `6.58e-4`, `15deg`, `10%`, `4GiB`: the unit belongs to the literal. */
export const NumberLiteral = token({
  name: "NumberLiteral",
  label: "a number",
  pattern: /[0-9][0-9_]*(?:\.[0-9][0-9_]*)?(?:[eE][+-]?[0-9]+)?(?:%|[A-Za-z][A-Za-z0-9]*)?/,
  start_chars_hint: digits,
});

const textBody = '[^"\\\\\\r\\n]*(?:\\\\[^\\r\\n][^"\\\\\\r\\n]*)*';

export const Text = token({
  name: "Text",
  label: "a text",
  pattern: new RegExp(`"${textBody}"`),
  start_chars_hint: ['"'],
});
/** A text whose closing quote is missing; it ends at its line. */
export const UnterminatedText = token({
  name: "UnterminatedText",
  pattern: new RegExp(`"${textBody}\\\\?`),
  start_chars_hint: ['"'],
});

/** `"a${`, `}b${` and `}c"` of a text with values in it; made from `Text` by grammar/lex.ts. */
export const TextOpen = token({ name: "TextOpen", label: "a text", pattern: Lexer.NA });
export const TextMiddle = token({ name: "TextMiddle", label: "`}`", pattern: Lexer.NA });
export const TextClose = token({ name: "TextClose", label: "`}`", pattern: Lexer.NA });
/** A text with a `${` that nothing closes. */
export const UnfinishedText = token({ name: "UnfinishedText", pattern: Lexer.NA });

function sign(name: string, text: string, ...categories: TokenType[]): TokenType {
  return token({ name, label: `\`${text}\``, pattern: text, categories });
}

export const Mirrored = sign("Mirrored", "<->", BinarySign);
export const RangeExclusive = sign("RangeExclusive", "..<", BinarySign);
export const RangeInclusive = sign("RangeInclusive", "..", BinarySign);
export const Arrow = sign("Arrow", "->", BinarySign);
export const LessEqual = sign("LessEqual", "<=", BinarySign);
export const GreaterEqual = sign("GreaterEqual", ">=", BinarySign);
export const Equal = sign("Equal", "==", BinarySign);
export const NotEqual = sign("NotEqual", "!=", BinarySign);
export const Less = sign("Less", "<", BinarySign);
export const Greater = sign("Greater", ">", BinarySign);
export const Plus = sign("Plus", "+", BinarySign);
export const Minus = sign("Minus", "-", BinarySign);
export const Times = sign("Times", "*", BinarySign);
export const Divide = sign("Divide", "/", BinarySign);
export const Assign = sign("Assign", "=");
export const Colon = sign("Colon", ":");
export const Semicolon = sign("Semicolon", ";");
export const Comma = sign("Comma", ",");
export const Annotate = sign("Annotate", "@");
export const OpenParen = sign("OpenParen", "(");
export const CloseParen = sign("CloseParen", ")");
export const OpenList = sign("OpenList", "[");
export const CloseList = sign("CloseList", "]");
export const OpenBrace = sign("OpenBrace", "{");
export const CloseBrace = sign("CloseBrace", "}");

/** A body in braces with all that stands in it: one token to the parser, made by grammar/layout.ts. */
export const Body = token({ name: "Body", label: "`{`", pattern: Lexer.NA });
/** The same for braces that are a value, or hold a list of names: a comma ends an entry there. */
export const RecordBraces = token({ name: "RecordBraces", label: "`{`", pattern: Lexer.NA });

/** Characters that begin no token. The pattern finds those outside ASCII; the others come from the lexer's errors. */
export const Stray = token({ name: "Stray", pattern: /[\u0080-\uffff]+/ });
