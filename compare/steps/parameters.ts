import type { TypedNode } from "../../compiler/ir/graph.ts";
import { writtenArguments, writtenCall } from "../../compiler/ir/written-call.ts";
import { opsByName } from "../../compiler/ops/index.generated.ts";
import type { ParameterChange } from "../change.ts";

/** Parameters that two steps of one op have different values of; none where the ops differ. */
export function parameterChanges(before: TypedNode, after: TypedNode): ParameterChange[] {
  if (before.op !== after.op) return [];
  const schemas = opsByName[before.op]!.parameters;
  const ofBefore = new Map(
    writtenArguments(schemas, before.parameters).map(({ parameter, text }) => [parameter, text]),
  );
  const ofAfter = new Map(writtenArguments(schemas, after.parameters).map(({ parameter, text }) => [parameter, text]));
  return Object.keys(schemas).flatMap((name) => {
    const [was, is] = [ofBefore.get(name), ofAfter.get(name)];
    return was === is ? [] : [{ name, before: was ?? "none", after: is ?? "none" }];
  });
}

/** A step as a spec writes its call. */
export function writtenStep({ op, parameters }: TypedNode): string {
  return writtenCall(op, opsByName[op]!.parameters, parameters);
}
