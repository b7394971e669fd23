import type { Edit } from "../../diagnostics/diagnostic.ts";
import { type Dim, isKnown } from "../ir/dim.ts";
import type { OpSite } from "./op.ts";

/** Writes the width that really flows in: `480 -> 240` for `512 -> 240`. None where it is not a plain number. */
export function widthEdit(at: OpSite, parameter: string, actual: Dim, to: Dim): { readonly edit?: Edit } {
  if (!isKnown(actual) || !isKnown(to)) return {};
  const text = `${actual} -> ${to}`;
  return { edit: { title: `write ${text}`, place: at.argument(parameter), text } };
}
