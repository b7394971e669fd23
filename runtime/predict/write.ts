import type { Prediction } from "./predict.ts";

/** `file,index,name,x,y` and a line a point: RFC 4180, but for lines that end in a plain newline. */
export function predictionsToCsv(predictions: readonly Prediction[]): string {
  const lines = predictions.flatMap(({ file, points }) =>
    points.map(({ index, name, x, y }) => [file, String(index), name ?? "", showPixel(x), showPixel(y)]),
  );
  return [["file", "index", "name", "x", "y"], ...lines].map((fields) => `${fields.map(quoted).join(",")}\n`).join("");
}

/** Two decimals of a pixel: more than any annotation is worth. */
function showPixel(value: number): string {
  return value.toFixed(2);
}

function quoted(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
