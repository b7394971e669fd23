import type { Formula, Statement } from "./optimizer.ts";

/**
 * Reads statements as they are written in papers, one a line: `exp_avg = beta1 * exp_avg + (1 - beta1) * gradient`.
 * Operators are + - * / and ^ (power), functions sqrt, abs and max; `numbers` are put in for their names. Throws on
 * anything else: the lines stand in this folder's files.
 */
export function statements(lines: readonly string[], numbers: Readonly<Record<string, number>>): Statement[] {
  return lines.map((line) => {
    const [target, formula] = line.split(/ = (.*)/s);
    return { target: target!, value: parseFormula(formula ?? "", numbers) };
  });
}

type BinaryOperator = Extract<Formula, { kind: "binary" }>["op"];

/** Operators by how tightly they bind, loosest first; `^` is right-associative and has a rule of its own. */
const sums: readonly string[] = ["+", "-"];
const products: readonly string[] = ["*", "/"];

export function parseFormula(text: string, numbers: Readonly<Record<string, number>>): Formula {
  const tokens = text.match(/\d+(\.\d+)?(e-?\d+)?|\w+|\S/g) ?? [];
  let position = 0;
  const next = (): string => tokens[position++] ?? "";
  const take = (wanted: string): boolean => tokens[position] === wanted && position++ >= 0;
  const expect = (wanted: string): void => {
    if (!take(wanted)) throw new Error(`${text}: ${wanted} expected, not "${next()}"`);
  };

  function chain(operators: readonly string[], operand: () => Formula): Formula {
    let left = operand();
    while (operators.includes(tokens[position] ?? "")) {
      const op = next() as BinaryOperator;
      left = { kind: "binary", op, left, right: operand() };
    }
    return left;
  }
  const sum = (): Formula => chain(sums, product);
  const product = (): Formula => chain(products, power);
  function power(): Formula {
    const base = factor();
    return take("^") ? { kind: "binary", op: "pow", left: base, right: power() } : base;
  }
  function factor(): Formula {
    if (take("-")) return { kind: "unary", op: "neg", of: power() };
    if (take("(")) return enclosed();
    const token = next();
    if (/^\d/.test(token)) return { kind: "number", value: Number(token) };
    if (!/^[a-z_]/.test(token)) throw new Error(`${text}: a number or name expected, not "${token}"`);
    if (take("(")) return call(token);
    const value = numbers[token];
    return value === undefined ? { kind: "name", name: token } : { kind: "number", value };
  }
  function enclosed(): Formula {
    const inner = sum();
    expect(")");
    return inner;
  }
  function call(name: string): Formula {
    if (name === "sqrt" || name === "abs") return { kind: "unary", op: name, of: enclosed() };
    if (name !== "max") throw new Error(`${text}: there is no function ${name}`);
    const left = sum();
    expect(",");
    return { kind: "binary", op: "max", left, right: enclosed() };
  }

  const formula = sum();
  if (position < tokens.length) throw new Error(`${text}: "${next()}" is too much`);
  return formula;
}
