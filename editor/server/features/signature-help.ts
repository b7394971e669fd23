import type { ParameterInformation, SignatureHelp } from "vscode-languageserver/node.js";
import { registries } from "../../../compiler/registries.ts";
import { describeParameter, shownParameter } from "../../../reports/reference/callable.ts";
import { type Called, calledAt } from "../cursor/called.ts";
import { cursorAt } from "../cursor/cursor.ts";
import type { Project } from "../project.ts";
import type { Spot } from "../spot.ts";

/** The call that the cursor is in, and which argument. */
export function signatureHelp(spot: Spot): SignatureHelp | undefined {
  const cursor = cursorAt(spot.project.document(spot.path).getText(), spot.offset);
  const called = cursor && calledAt(spot, cursor);
  if (called === undefined) return undefined;
  const parameters = parametersOf(spot.project, called);
  const label = `${called.name}(${parameters.map((each) => each.label).join(", ")})`;
  const doc = docOf(called);
  return {
    signatures: [{ label, parameters: parameters.map(({ name: _, ...each }) => each), ...documented(doc) }],
    activeSignature: 0,
    activeParameter: activeIn(parameters, called),
  };
}

interface Shown extends ParameterInformation {
  readonly name: string;
  readonly label: string;
}

function parametersOf(project: Project, { name, target }: Called): Shown[] {
  if (target.kind === "block") {
    const { offset } = target.block.declaration;
    const text = project.document(target.block.file).getText();
    const own = target.parameters.map((each): Shown => {
      return { name: each.name.text, label: text.slice(offset + each.span.start, offset + each.span.end) };
    });
    return [...own, ...target.inputs.map((input) => ({ name: input, label: input, ...documented("What flows in.") }))];
  }
  const joins = target.registry === "ops" && registries.ops[name]!.inputs !== 1;
  const values: Shown[] = joins ? [{ name: "", label: "value, ...", ...documented("Values by their names.") }] : [];
  const own = Object.entries(target.parameters).map(([parameter, schema]): Shown => {
    const doc = describeParameter(parameter, schema).replace(/^- /, "");
    return { name: parameter, label: shownParameter(parameter, schema), ...documented(doc) };
  });
  return [...values, ...own];
}

/** Which parameter the argument at the cursor is for: the one that it names, else the one in its place. */
function activeIn(parameters: readonly Shown[], { argument, current }: Called): number {
  const named = parameters.findIndex(({ name }) => name === current);
  if (named >= 0) return named;
  return parameters[0]?.name === "" ? 0 : argument;
}

function docOf({ name, target }: Called): string {
  return target.kind === "block" ? target.block.declaration.doc : registries[target.registry][name]!.doc;
}

function documented(value: string): { documentation?: { kind: "markdown"; value: string } } {
  return value === "" ? {} : { documentation: { kind: "markdown", value } };
}
