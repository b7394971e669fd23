import type { EmitRequest } from "../../target.ts";
import { predictorText, trainingTexts } from "./functions-text.ts";
import { headerText, importText } from "./header-text.ts";
import { modelText } from "./model-text.ts";
import { trainingOf } from "./ports.ts";
import { typesText } from "./types-text.ts";

export { trainingOf } from "./ports.ts";

/** The TypeScript module that hands numbers in and out of a model's graphs. */
export function moduleText(request: EmitRequest): string {
  const training = trainingOf(request);
  return [
    headerText(request),
    importText(training !== undefined),
    ...typesText(request.inference, training),
    modelText(request.inference, training),
    predictorText,
    ...(training === undefined ? [] : trainingTexts(training)),
  ].join("\n\n");
}
