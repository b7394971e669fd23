import type { Prediction } from "./predict.ts";

/** `file,index,name,x,y` and a line a point: RFC 4180, but for lines that end in a plain newline. */
export function predictionsToCsv(predictions: readonly Prediction[]): string {
  const lines = predictions.flatMap(({ file, points }) =>
    points.map(({ index, name, x, y }) => [file, String(index), name ?? "", showPixel(x), showPixel(y)]),
  );
  return [["file", "index", "name", "x", "y"], ...lines].map((fields) => `${fields.map(quoted).join(",")}\n`).join("");
}

/**
 * `Id,Predicted` and a line a number: x and y of every point of every picture, in the order of the pictures, counted from 0, in pixels of
 * the pictures as they are. That is how the competition of the document (Kaggle, cs194-26-fall-2021-project-5) took its answers.
 */
export function predictionsToKaggle(predictions: readonly Prediction[]): string {
  const numbers = predictions.flatMap(({ points }) => points.flatMap(({ x, y }) => [x, y]));
  return ["Id,Predicted", ...numbers.map((number, id) => `${id},${number.toFixed(3)}`)]
    .map((line) => `${line}\n`)
    .join("");
}

/** Two decimals of a pixel: more than any annotation is worth. */
function showPixel(value: number): string {
  return value.toFixed(2);
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
