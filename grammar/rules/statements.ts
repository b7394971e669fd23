import { tokenMatcher } from "chevrotain";
import * as t from "../tokens.ts";
import type {
  AugmentStatement,
  BranchStatement,
  BudgetStatement,
  Call,
  ExampleStatement,
  Expression,
  IfStatement,
  InputStatement,
  Name,
  OutputStatement,
  Property,
  Repeat,
  Sequential,
  Statement,
  StepStatement,
  TextExpression,
  VariantEdit,
} from "../tree.ts";
import { ExpressionRules } from "./expressions.ts";

/** What stands in the bodies of declarations: one rule reads one entry. */
export class StatementRules extends ExpressionRules {
  /** An entry of a model, a block, a branch or a repeat. */
  readonly statement = this.RULE(
    "statement",
    (): Statement =>
      this.OR<Statement>({
        DEF: [
          { ALT: () => this.SUBRULE(this.inputStatement) },
          { ALT: () => this.SUBRULE(this.outputStatement) },
          { ALT: () => this.SUBRULE(this.branch) },
          { ALT: () => this.SUBRULE(this.conditional) },
          {
            GATE: () => this.LA(2).tokenType === t.RecordBraces,
            IGNORE_AMBIGUITIES: true,
            ALT: () => this.SUBRULE(this.budget),
          },
          { ALT: () => this.SUBRULE(this.step) },
        ],
        ERR_MSG: "a step",
      }),
  );

  private readonly inputStatement = this.RULE("inputStatement", (): InputStatement => {
    const first = this.CONSUME(t.Input);
    const name = this.CONSUME(t.Name);
    this.CONSUME(t.Colon);
    const type = this.SUBRULE(this.typeExpression);
    const range = this.OPTION(() => {
      this.CONSUME(t.In);
      return this.SUBRULE(this.expression);
    });
    const annotations = this.SUBRULE(this.annotations);
    return { kind: "input", name: this.nameOf(name), type, range, annotations, span: this.spanFrom(first) };
  });

  private readonly outputStatement = this.RULE("outputStatement", (): OutputStatement => {
    const first = this.CONSUME(t.Output);
    const name = this.CONSUME(t.Name);
    this.CONSUME(t.Colon);
    const type = this.SUBRULE(this.typeExpression);
    const from = this.OPTION(() => {
      this.CONSUME(t.From);
      return this.pathOf(this.CONSUME(t.PathLike));
    });
    const annotations = this.SUBRULE(this.annotations);
    return { kind: "output", name: this.nameOf(name), type, from, annotations, span: this.spanFrom(first) };
  });

  private readonly branch = this.RULE("branch", (): BranchStatement => {
    const first = this.CONSUME(t.Branch);
    const name = this.CONSUME(t.Name);
    this.CONSUME(t.From);
    const from = this.CONSUME(t.PathLike);
    const body = this.later<Statement>(this.CONSUME(t.Body), "statement");
    return { kind: "branch", name: this.nameOf(name), from: this.pathOf(from), body, span: this.spanFrom(first) };
  });

  private readonly conditional = this.RULE("conditional", (): IfStatement => {
    const first = this.CONSUME(t.If);
    const condition = this.SUBRULE(this.expression);
    const then = this.later<Statement>(this.CONSUME1(t.Body), "statement");
    const otherwise = this.OPTION(() => {
      this.CONSUME(t.Else);
      return this.OR({
        DEF: [
          { ALT: () => [this.SUBRULE(this.conditional)] },
          { ALT: () => this.later<Statement>(this.CONSUME2(t.Body), "statement") },
        ],
        ERR_MSG: "`{`",
      });
    });
    return { kind: "if", condition, then, otherwise: otherwise ?? [], span: this.spanFrom(first) };
  });

  private readonly budget = this.RULE("budget", (): BudgetStatement => {
    const first = this.CONSUME(t.Budget);
    const contracts = this.later<Expression>(this.CONSUME(t.RecordBraces), "contract");
    return { kind: "budget", contracts, span: this.spanFrom(first) };
  });

  /** `conv1 = conv2d(6)`, `relu()`, `layer1 = repeat i in 0..<3 { ... }`, `features = sequential { ... }`, `conv2 = conv2d(6) from x`. */
  readonly step = this.RULE("step", (): StepStatement => {
    const first = this.LA(1);
    const label = this.OPTION({ GATE: () => this.labelAhead(), DEF: () => this.SUBRULE(this.label) });
    const value = this.OR<Call | Repeat | Sequential>({
      DEF: [
        { ALT: () => this.SUBRULE(this.repeat) },
        {
          ALT: () => this.SUBRULE(this.sequential),
          IGNORE_AMBIGUITIES: true,
          GATE: () => this.LA(2).tokenType === t.Body,
        },
        { ALT: () => this.SUBRULE(this.stepCall, { ARGS: [label] }) },
      ],
      ERR_MSG: "a step",
    });
    const from = this.OPTION1({
      GATE: () => value.kind !== "repeat",
      DEF: () => {
        this.CONSUME(t.From);
        return this.pathOf(this.CONSUME(t.PathLike, { ERR_MSG: "the name of a value" }));
      },
    });
    const annotations = this.SUBRULE(this.annotations);
    return { kind: "step", label, value, from, annotations, span: this.spanFrom(first) };
  });

  private labelAhead(): boolean {
    const first = this.LA(1);
    if (first.tokenType === t.TextOpen) return true;
    return this.LA(2).tokenType === t.Assign && (first.tokenType === t.Text || tokenMatcher(first, t.Name));
  }

  private readonly label = this.RULE("label", (): Name | TextExpression => {
    const label = this.OR<Name | TextExpression>({
      DEF: [{ ALT: () => this.nameOf(this.CONSUME(t.Name)) }, { ALT: () => this.SUBRULE(this.text) }],
      ERR_MSG: "a name",
    });
    this.CONSUME(t.Assign);
    return label;
  });

  /** A step is always a call, so a step without a name may also lack its `=`. */
  private readonly stepCall = this.RULE("stepCall", (label: Name | TextExpression | undefined): Call => {
    const callee = this.CONSUME(t.PathLike, { ERR_MSG: "a step such as `relu()`" });
    const opening = label === undefined ? "`(` or `=`" : "`(`";
    const given = this.SUBRULE(this.argumentList, { ARGS: [opening] });
    return { kind: "call", callee: this.pathOf(callee), arguments: given, span: this.spanFrom(callee) };
  });

  private readonly repeat = this.RULE("repeat", (): Repeat => {
    const first = this.CONSUME(t.Repeat);
    const variable = this.CONSUME(t.Name);
    this.CONSUME(t.In);
    const over = this.SUBRULE(this.expression);
    const body = this.later<Statement>(this.CONSUME(t.Body), "statement");
    return { kind: "repeat", variable: this.nameOf(variable), over, body, span: this.spanFrom(first) };
  });

  private readonly sequential = this.RULE("sequential", (): Sequential => {
    const first = this.CONSUME(t.Sequential);
    const body = this.later<Statement>(this.CONSUME(t.Body), "statement");
    return { kind: "sequential", body, span: this.spanFrom(first) };
  });

  /** An entry of an examples declaration. */
  readonly example = this.RULE(
    "example",
    (): ExampleStatement =>
      this.OR<ExampleStatement>({
        DEF: [
          { GATE: () => !this.callOrLabelAhead(), IGNORE_AMBIGUITIES: true, ALT: () => this.SUBRULE(this.augment) },
          { ALT: () => this.SUBRULE(this.step) },
        ],
        ERR_MSG: "a step",
      }),
  );

  private callOrLabelAhead(): boolean {
    const next = this.LA(2).tokenType;
    return next === t.OpenParen || next === t.Assign;
  }

  private readonly augment = this.RULE("augment", (): AugmentStatement => {
    const first = this.CONSUME(t.Augment);
    const split = this.CONSUME(t.Name, { ERR_MSG: "the name of a split, such as `train`" });
    const body = this.later<StepStatement>(this.CONSUME(t.Body), "step");
    return { kind: "augment", split: this.nameOf(split), body, span: this.spanFrom(first) };
  });

  /** An entry of a budget: `parameters <= 70_000_000`. */
  readonly contract = this.RULE("contract", (): Expression => this.SUBRULE(this.expression));

  /** `epochs: 25 @assumed`, `sweep { seed: 0..<3 }`: an entry of a declaration of properties, or of a record. */
  readonly property = this.RULE(
    "property",
    (): Property =>
      this.OR({
        DEF: [
          {
            GATE: () => this.LA(2).tokenType === t.RecordBraces,
            IGNORE_AMBIGUITIES: true,
            ALT: () => this.SUBRULE(this.sweep),
          },
          { ALT: () => this.SUBRULE(this.keyed) },
        ],
        ERR_MSG: "a property such as `epochs: 25`",
      }),
  );

  private readonly sweep = this.RULE("sweep", (): Property => {
    const first = this.CONSUME(t.Sweep);
    const value = this.record(this.CONSUME(t.RecordBraces));
    return { key: this.pathOf(first), value, annotations: [], span: this.spanFrom(first) };
  });

  private readonly keyed = this.RULE("keyed", (): Property => {
    const key = this.OR({
      DEF: [{ ALT: () => this.CONSUME(t.Word) }, { ALT: () => this.CONSUME(t.DottedPath) }],
      ERR_MSG: "a property such as `epochs: 25`",
    });
    this.CONSUME(t.Colon);
    const value = this.SUBRULE(this.expression);
    const annotations = this.SUBRULE(this.annotations);
    return { key: this.pathOf(key), value, annotations, span: this.spanFrom(key) };
  });

  /** An entry of a variant: what is different from its base. */
  readonly edit = this.RULE(
    "edit",
    (): VariantEdit =>
      this.OR<VariantEdit>({
        DEF: [
          { ALT: () => this.SUBRULE(this.replaceEdit) },
          { ALT: () => this.SUBRULE(this.insertEdit) },
          { ALT: () => this.SUBRULE(this.appendEdit) },
          { ALT: () => this.SUBRULE(this.removeEdit) },
          { ALT: () => this.SUBRULE(this.renameEdit) },
          { ALT: () => this.SUBRULE(this.setEdit) },
        ],
        ERR_MSG: "`replace`, `insert`, `append`, `remove`, `rename` or `set`",
      }),
  );

  private readonly replaceEdit = this.RULE("replaceEdit", (): VariantEdit => {
    const first = this.CONSUME(t.Replace);
    const path = this.pathOf(this.CONSUME(t.PathLike));
    const body = this.later<Statement>(this.CONSUME(t.Body), "statement");
    return { kind: "replace", path, with: body, span: this.spanFrom(first) };
  });

  private readonly insertEdit = this.RULE("insertEdit", (): VariantEdit => {
    const first = this.CONSUME(t.Insert);
    const step = this.SUBRULE(this.statement);
    const where = this.OR({
      DEF: [{ ALT: () => this.CONSUME(t.After) }, { ALT: () => this.CONSUME(t.Before) }],
      ERR_MSG: "`after` or `before`",
    });
    const path = this.pathOf(this.CONSUME(t.PathLike));
    const side = where.tokenType === t.Before ? "before" : "after";
    return { kind: "insert", step, where: side, path, span: this.spanFrom(first) };
  });

  private readonly appendEdit = this.RULE("appendEdit", (): VariantEdit => {
    const first = this.CONSUME(t.Append);
    const step = this.SUBRULE(this.statement);
    return { kind: "append", step, span: this.spanFrom(first) };
  });

  private readonly removeEdit = this.RULE("removeEdit", (): VariantEdit => {
    const first = this.CONSUME(t.Remove);
    const path = this.pathOf(this.CONSUME(t.PathLike));
    return { kind: "remove", path, span: this.spanFrom(first) };
  });

  private readonly renameEdit = this.RULE("renameEdit", (): VariantEdit => {
    const first = this.CONSUME(t.Rename);
    const path = this.pathOf(this.CONSUME(t.PathLike));
    this.CONSUME(t.Arrow);
    const to = this.nameOf(this.CONSUME(t.Name));
    return { kind: "rename", path, to, span: this.spanFrom(first) };
  });

  private readonly setEdit = this.RULE("setEdit", (): VariantEdit => {
    const first = this.CONSUME(t.SetWord);
    const path = this.OR({
      DEF: [{ ALT: () => this.CONSUME(t.Word) }, { ALT: () => this.CONSUME(t.DottedPath) }],
      ERR_MSG: "what to set, such as `optimizer.lr`",
    });
    this.CONSUME(t.Colon);
    const value = this.SUBRULE(this.expression);
    const annotations = this.SUBRULE(this.annotations);
    return { kind: "set", path: this.pathOf(path), value, annotations, span: this.spanFrom(first) };
  });
}
