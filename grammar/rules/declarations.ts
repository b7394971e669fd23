import type { IToken } from "chevrotain";
import * as t from "../tokens.ts";
import type {
  BlockDeclaration,
  ConstDeclaration,
  ExampleStatement,
  ExamplesDeclaration,
  ImportDeclaration,
  ModelDeclaration,
  Parameter,
  Path,
  PropertiesDeclaration,
  Property,
  Statement,
  VariantDeclaration,
  VariantEdit,
} from "../tree.ts";
import { StatementRules } from "./statements.ts";

type WithoutPlace<T> = Omit<T, "key" | "offset" | "doc" | "span" | "damaged">;

/** A declaration as the rules know it; grammar/declaration.ts adds its key, doc and place. */
export type BareDeclaration =
  | WithoutPlace<ModelDeclaration>
  | WithoutPlace<BlockDeclaration>
  | WithoutPlace<PropertiesDeclaration>
  | WithoutPlace<ExamplesDeclaration>
  | WithoutPlace<VariantDeclaration>
  | WithoutPlace<ConstDeclaration>
  | WithoutPlace<ImportDeclaration>;

type BareVariant = Pick<VariantDeclaration, "base" | "edits">;

/** The whole grammar. Reading a declaration reads its header; its bodies are entries of their own. */
export class KpnetParser extends StatementRules {
  readonly declaration = this.RULE(
    "declaration",
    (): BareDeclaration =>
      this.OR<BareDeclaration>({
        DEF: [
          { ALT: () => this.SUBRULE(this.network) },
          { ALT: () => this.SUBRULE(this.properties) },
          { ALT: () => this.SUBRULE(this.examples) },
          { ALT: () => this.SUBRULE(this.constant) },
          { ALT: () => this.SUBRULE(this.imports) },
        ],
        ERR_MSG: "a declaration",
      }),
  );

  /** A model or a block. */
  private readonly network = this.RULE("network", (): BareDeclaration => {
    const keyword = this.OR1([{ ALT: () => this.CONSUME(t.Model) }, { ALT: () => this.CONSUME(t.Block) }]);
    const name = this.nameOf(this.CONSUME(t.Name));
    const parameters = this.OPTION(() => this.SUBRULE(this.parameterList)) ?? [];
    const kind = keyword.tokenType === t.Block ? "block" : "model";
    return this.OR2<BareDeclaration>({
      DEF: [
        { ALT: () => ({ kind, name, parameters, body: this.later<Statement>(this.CONSUME(t.Body), "statement") }) },
        { ALT: () => ({ kind: "variant", of: kind, name, parameters, ...this.SUBRULE(this.variant) }) },
      ],
      ERR_MSG: parameters.length > 0 ? "`{`" : "`{`, `(` or `=`",
    });
  });

  private readonly properties = this.RULE("properties", (): BareDeclaration => {
    const keyword = this.OR1([
      { ALT: () => this.CONSUME(t.Keypoints) },
      { ALT: () => this.CONSUME(t.Dataset) },
      { ALT: () => this.CONSUME(t.Experiment) },
    ]);
    const name = this.nameOf(this.CONSUME(t.Name));
    const kind = keyword.image as PropertiesDeclaration["kind"];
    return this.OR2<BareDeclaration>({
      DEF: [
        { ALT: () => ({ kind, name, properties: this.later<Property>(this.CONSUME(t.Body), "property") }) },
        { ALT: () => ({ kind: "variant", of: kind, name, parameters: [], ...this.SUBRULE(this.variant) }) },
      ],
      ERR_MSG: "`{` or `=`",
    });
  });

  private readonly examples = this.RULE("examples", (): BareDeclaration => {
    this.CONSUME(t.Examples);
    const name = this.nameOf(this.CONSUME(t.Name));
    return this.OR<BareDeclaration>({
      DEF: [
        {
          ALT: () => {
            this.CONSUME(t.From);
            const from = this.pathOf(this.CONSUME(t.PathLike));
            const body = this.later<ExampleStatement>(this.CONSUME(t.Body), "example");
            return { kind: "examples", name, from, body };
          },
        },
        { ALT: () => ({ kind: "variant", of: "examples", name, parameters: [], ...this.SUBRULE(this.variant) }) },
      ],
      ERR_MSG: "`from` and the name of a dataset",
    });
  });

  /** `= NoseNet with { ... }`. */
  private readonly variant = this.RULE("variant", (): BareVariant => {
    this.CONSUME(t.Assign);
    const base: Path = this.pathOf(this.CONSUME(t.PathLike));
    this.CONSUME(t.With);
    return { base, edits: this.later<VariantEdit>(this.CONSUME(t.Body), "edit") };
  });

  private readonly constant = this.RULE("constant", (): BareDeclaration => {
    this.CONSUME(t.Const);
    const name = this.nameOf(this.CONSUME(t.Name));
    this.CONSUME(t.Assign);
    return { kind: "const", name, value: this.SUBRULE(this.expression) };
  });

  private readonly imports = this.RULE("imports", (): BareDeclaration => {
    this.CONSUME(t.Import);
    const names = this.later<ImportDeclaration["names"][number]>(this.CONSUME(t.RecordBraces), "imported");
    this.CONSUME(t.From);
    const from: IToken = this.CONSUME(t.Text, { ERR_MSG: 'a path such as `"./blocks/resnet.kpnet"`' });
    return {
      kind: "import",
      name: undefined,
      names,
      from: { text: from.image.slice(1, -1), span: this.spanOf(from) },
    };
  });

  /** An entry between an import's braces: `Bottleneck`, `Basic as Plain`. */
  readonly imported = this.RULE("imported", (): ImportDeclaration["names"][number] => {
    const name = this.nameOf(this.CONSUME1(t.Name));
    const as = this.OPTION(() => {
      this.CONSUME(t.As);
      return this.nameOf(this.CONSUME2(t.Name));
    });
    return { name, as };
  });

  /** `(width: int, stride: int = 1)`. */
  private readonly parameterList = this.RULE("parameterList", (): Parameter[] => {
    const parameters: Parameter[] = [];
    this.CONSUME(t.OpenParen);
    this.OPTION1(() => {
      parameters.push(this.SUBRULE1(this.parameter));
      this.MANY({
        GATE: () => this.LA(2).tokenType !== t.CloseParen,
        DEF: () => {
          this.CONSUME1(t.Comma);
          parameters.push(this.SUBRULE2(this.parameter));
        },
      });
      this.OPTION2(() => this.CONSUME2(t.Comma));
    });
    this.CONSUME(t.CloseParen, { ERR_MSG: "`,` or `)`" });
    return parameters;
  });

  private readonly parameter = this.RULE("parameter", (): Parameter => {
    const name = this.CONSUME(t.Name);
    const type = this.OPTION1(() => {
      this.CONSUME(t.Colon);
      return this.nameOf(this.CONSUME(t.Word, { ERR_MSG: "a type: `int`, `float`, `bool`, `string` or `block`" }));
    });
    const fallback = this.OPTION2(() => {
      this.CONSUME(t.Assign);
      return this.SUBRULE(this.expression);
    });
    return { name: this.nameOf(name), type, default: fallback, span: this.spanFrom(name) };
  });

  constructor(skipValidations = true) {
    super(skipValidations);
    this.performSelfAnalysis();
  }
}

let parser: KpnetParser | undefined;

/** The one parser; made when it is first needed. The grammar itself is validated by a test, not at every start. */
export function theParser(): KpnetParser {
  parser ??= new KpnetParser();
  return parser;
}
