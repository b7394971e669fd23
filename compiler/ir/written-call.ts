import { literal } from "./literal.ts";
import type { ParameterSchemas, ParameterValues } from "./parameters.ts";

/** A call as a spec writes it, without what has its default: `conv2d(6, kernel: 3, padding: 1)`. */
export function writtenCall(name: string, schemas: ParameterSchemas, parameters: ParameterValues): string {
  const written = writtenArguments(schemas, parameters).filter(
    ({ parameter, text }) => text !== defaultText(schemas, parameter),
  );
  const [first] = Object.keys(schemas);
  const texts = written.map(({ parameter, text }, place) => {
    const positional = place === 0 && parameter === first && schemas[parameter]!.default === undefined;
    return positional ? text : `${parameter}: ${text}`;
  });
  return `${name}(${texts.join(", ")})`;
}

/** Each parameter that has a value, as a spec writes it; in positional order. */
export function writtenArguments(
  schemas: ParameterSchemas,
  parameters: ParameterValues,
): readonly { readonly parameter: string; readonly text: string }[] {
  return Object.entries(schemas).flatMap(([parameter, { kind }]) => {
    const value = parameters[parameter];
    return value === undefined || value === null ? [] : [{ parameter, text: literal(kind, value) }];
  });
}

/** Undefined where there is none. */
function defaultText(schemas: ParameterSchemas, parameter: string): string | undefined {
  const { kind, default: value } = schemas[parameter]!;
  return value === undefined || value === null ? undefined : literal(kind, value);
}
