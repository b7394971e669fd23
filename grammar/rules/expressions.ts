import { type IToken, tokenMatcher } from "chevrotain";
import { spanOver } from "../../diagnostics/place.ts";
import * as t from "../tokens.ts";
import type { Annotation, Argument, Call, Expression, Property, TextExpression, TypeExpression } from "../tree.ts";
import { RulesBase } from "./base.ts";
import { numberOf, textOf } from "./literals.ts";
import { joinOperands, type Operand, type Prefix } from "./precedence.ts";

/** Values, types and annotations. */
export class ExpressionRules extends RulesBase {
  /** `if i == 0 then 2 else 1`, or values with operators between them. */
  readonly expression = this.RULE(
    "expression",
    (): Expression =>
      this.OR({ DEF: [{ ALT: () => this.SUBRULE(this.choose) }, { ALT: () => this.operation() }], ERR_MSG: "a value" }),
  );

  private readonly choose = this.RULE("choose", (): Expression => {
    const first = this.CONSUME(t.If);
    const condition = this.SUBRULE1(this.expression);
    this.CONSUME(t.Then);
    const then = this.SUBRULE2(this.expression);
    this.CONSUME(t.Else);
    const otherwise = this.SUBRULE3(this.expression);
    return { kind: "choose", condition, then, otherwise, span: this.spanFrom(first) };
  });

  /** Part of `expression`. Read as a flat list, put together by precedence afterwards. */
  private operation(): Expression {
    const operands = [this.SUBRULE1(this.operand)];
    const signs: IToken[] = [];
    this.MANY(() => {
      signs.push(this.CONSUME(t.BinarySign));
      operands.push(this.SUBRULE2(this.operand));
    });
    return this.ACTION(() => joinOperands(operands, signs));
  }

  private readonly operand = this.RULE("operand", (): Operand => {
    const prefixes: Prefix[] = [];
    this.MANY(() => prefixes.push(this.prefix()));
    return { prefixes, value: this.primary() };
  });

  /** Part of `operand`. */
  private prefix(): Prefix {
    const token = this.OR1([{ ALT: () => this.CONSUME(t.Minus) }, { ALT: () => this.CONSUME(t.Not) }]);
    return { op: token.tokenType === t.Not ? "not" : "-", start: this.spanOf(token).start };
  }

  /** Part of `operand`. */
  private primary(): Expression {
    return this.OR2({
      DEF: [
        { ALT: () => this.numberLiteral(this.CONSUME(t.NumberLiteral)) },
        { ALT: () => this.bool(this.CONSUME(t.True)) },
        { ALT: () => this.bool(this.CONSUME(t.False)) },
        { ALT: () => this.SUBRULE(this.text) },
        {
          GATE: () => this.LA(2).tokenType === t.OpenParen,
          IGNORE_AMBIGUITIES: true,
          ALT: () => this.SUBRULE(this.call),
        },
        { ALT: () => this.reference(this.CONSUME(t.PathLike)) },
        { ALT: () => this.SUBRULE(this.parenthesised) },
        { ALT: () => this.SUBRULE(this.list) },
        { ALT: () => this.record(this.CONSUME(t.RecordBraces)) },
      ],
      ERR_MSG: "a value",
    });
  }

  private numberLiteral(token: IToken): Expression {
    return { kind: "number", ...numberOf(token.image), span: this.spanOf(token) };
  }

  private bool(token: IToken): Expression {
    return { kind: "bool", value: token.tokenType === t.True, span: this.spanOf(token) };
  }

  private reference(token: IToken): Expression {
    const path = this.pathOf(token);
    return { kind: "reference", path, span: path.span };
  }

  protected record(braces: IToken): Expression {
    return { kind: "record", entries: this.later<Property>(braces, "property"), span: this.spanOf(braces) };
  }

  /** `"denselayer${i + 1}"`. */
  readonly text = this.RULE(
    "text",
    (): TextExpression =>
      this.OR({
        DEF: [
          {
            ALT: () => {
              const token = this.CONSUME(t.Text);
              return { kind: "text", parts: [textOf(token.image.slice(1, -1))], span: this.spanOf(token) };
            },
          },
          { ALT: () => this.SUBRULE(this.textWithValues) },
        ],
        ERR_MSG: "a text",
      }),
  );

  private readonly textWithValues = this.RULE("textWithValues", (): TextExpression => {
    const first = this.CONSUME(t.TextOpen);
    const parts: (string | Expression)[] = [textOf(first.image.slice(1, -2)), this.SUBRULE1(this.expression)];
    this.MANY(() => {
      parts.push(textOf(this.CONSUME(t.TextMiddle).image.slice(1, -2)));
      parts.push(this.SUBRULE2(this.expression));
    });
    parts.push(textOf(this.CONSUME(t.TextClose).image.slice(1, -1)));
    return { kind: "text", parts: parts.filter((part) => part !== ""), span: this.spanFrom(first) };
  });

  private readonly parenthesised = this.RULE("parenthesised", (): Expression => {
    const first = this.CONSUME(t.OpenParen);
    const value = this.SUBRULE(this.expression);
    this.CONSUME(t.CloseParen);
    return { ...value, span: this.spanFrom(first) };
  });

  private readonly list = this.RULE("list", (): Expression => {
    const first = this.CONSUME(t.OpenList);
    const items: Expression[] = [];
    this.OPTION1(() => {
      items.push(this.SUBRULE1(this.expression));
      this.MANY({
        GATE: () => this.LA(2).tokenType !== t.CloseList,
        DEF: () => {
          this.CONSUME1(t.Comma);
          items.push(this.SUBRULE2(this.expression));
        },
      });
      this.OPTION2(() => this.CONSUME2(t.Comma));
    });
    this.CONSUME(t.CloseList, { ERR_MSG: "`,` or `]`" });
    return { kind: "list", items, span: this.spanFrom(first) };
  });

  readonly call = this.RULE("call", (): Call => {
    const callee = this.CONSUME(t.PathLike);
    const given = this.SUBRULE(this.argumentList, { ARGS: ["`(`"] });
    return { kind: "call", callee: this.pathOf(callee), arguments: given, span: this.spanFrom(callee) };
  });

  /** `opening` is what to ask for where the parenthesis is missing. */
  protected readonly argumentList = this.RULE("argumentList", (opening: string): Argument[] => {
    const given: Argument[] = [];
    this.CONSUME(t.OpenParen, { ERR_MSG: opening });
    this.OPTION1(() => {
      given.push(this.SUBRULE1(this.argument));
      this.MANY({
        GATE: () => this.LA(2).tokenType !== t.CloseParen,
        DEF: () => {
          this.CONSUME1(t.Comma);
          given.push(this.SUBRULE2(this.argument));
        },
      });
      this.OPTION2(() => this.CONSUME2(t.Comma));
    });
    this.CONSUME(t.CloseParen, { ERR_MSG: "`,` or `)`" });
    return given;
  });

  private readonly argument = this.RULE("argument", (): Argument => {
    const first = this.LA(1);
    const name = this.OPTION({
      GATE: () => tokenMatcher(this.LA(1), t.Word) && this.LA(2).tokenType === t.Colon,
      DEF: () => {
        const word = this.CONSUME(t.Word);
        this.CONSUME(t.Colon);
        return this.nameOf(word);
      },
    });
    const value = this.SUBRULE(this.expression);
    return { name, value, span: this.spanFrom(first) };
  });

  /** `image[1, 60, 80]`. */
  readonly typeExpression = this.RULE("typeExpression", (): TypeExpression => {
    const role = this.CONSUME(t.Name, { ERR_MSG: "a type such as `image[1, 60, 80]`" });
    const sizes = this.OPTION(() => this.SUBRULE(this.list));
    return {
      role: this.nameOf(role),
      sizes: sizes !== undefined && sizes.kind === "list" ? sizes.items : [],
      span: this.spanFrom(role),
    };
  });

  /** `@assumed`, `@allow(bias_before_norm)`, any number of them. */
  readonly annotations = this.RULE("annotations", (): Annotation[] => {
    const found: Annotation[] = [];
    this.MANY(() => {
      const first = this.CONSUME(t.Annotate);
      const name = this.CONSUME(t.Word);
      const given = this.OPTION(() => this.SUBRULE(this.argumentList, { ARGS: ["`(`"] })) ?? [];
      found.push({
        name: this.nameOf(name),
        arguments: given,
        span: spanOver(this.spanOf(first), this.spanFrom(first)),
      });
    });
    return found;
  });
}
