import type { IntervalValue } from "../../../ir/parameters.ts";
import { type Code, call, flat, layOut, lineWidth, list, member, propertyName } from "../code-text.ts";
import { dimCode } from "../dim-code.ts";
import { docText } from "./doc-text.ts";
import type { ModuleContext } from "./module-parts.ts";
import type { PictureSteps } from "./picture-steps.ts";

/** What `pictures.ts`, which stands beside the module, is imported as. */
export const picturesModule = "./pictures.js";

/** Functions between pictures as people have them and a model's numbers. */
export function addPictures({ module, training }: ModuleContext, pictures: PictureSteps): void {
  if (pictures.names.size > 0) module.addText(pointNamesText(pictures));
  module.addText(toInputText(pictures));
  module.addText(locateText(pictures));
  if (training !== undefined && pictures.hasTargets) module.addText(toTargetText(pictures));
}

/** The import of what the functions take from `pictures.ts`. */
export function picturesImport(pictures: PictureSteps, isTrained: boolean): string {
  const steps = pictures.numbers.map(({ name }) => (name === "scale" ? "scaled" : name));
  const functions = [
    ...new Set(steps),
    ...(pictures.margin === undefined ? [] : ["grown"]),
    ...["pointsIn", "resized", "wholeOf"],
    ...(isTrained && pictures.hasTargets ? ["sharesOf"] : []),
  ];
  const types = [...(pictures.margin === undefined ? [] : ["Box"]), "Picture", "Point"];
  const names = [...types, ...functions]
    .sort((a, b) => (a.toLowerCase() < b.toLowerCase() ? -1 : 1))
    .map((name) => (types.includes(name) ? `type ${name}` : name));
  const line = `import { ${names.join(", ")} } from "${picturesModule}";`;
  if (line.length <= lineWidth) return line;
  return [`import {`, ...names.map((name) => `  ${name},`), `} from "${picturesModule}";`].join("\n");
}

function pointNamesText({ names }: PictureSteps): string {
  const properties = [...names].map(([name, place]) => [propertyName(name), String(place)] as const);
  return [
    "/** Places, in what `locate` gives, of the points that have names. */",
    layOut({ properties }, 0, "export const pointNames = ", " as const;"),
  ].join("\n");
}

function toInputText(pictures: PictureSteps): string {
  const { examples, height, width, channels, outside } = pictures;
  const shape = list([1, height, width, channels]);
  const beyond = outside === 0 ? [] : [JSON.stringify(outside)];
  const resized = call("resized", "picture", partOf(pictures), String(height), String(width), ...beyond);
  const pixels = pictures.numbers.reduce(numbersCode, resized);
  return [
    doc(`A picture as the model takes it, ${shape}: what \`${examples}\` does to one outside training.${boxText(pictures)} In a browser, \
\`pixelsOf\` gives the picture of a file or an <img>; \`tf.concat\` makes a batch of several inputs.`),
    `export function toInput(${parameters(pictures)}): tf.Tensor4D {`,
    `  ${layOut(pixels, 2, "const pixels = ", ";")}`,
    `  return tf.tensor4d(pixels.data, ${shape});`,
    "}",
  ].join("\n");
}

function locateText(pictures: PictureSteps): string {
  const { output, isOnly, margin } = pictures;
  return [
    doc("The points that the model finds in a picture, in its pixels."),
    `export async function locate(weights: Weights, ${parameters(pictures)}): Promise<Point[]> {`,
    `  const found = tf.tidy(() => predict(weights, toInput(picture${margin === undefined ? "" : ", box"})));`,
    `  const shares = await ${isOnly ? "found" : member("found", output.name)}.data();`,
    "  tf.dispose(found);",
    `  return pointsIn(${flat(partOf(pictures))}, shares);`,
    "}",
  ].join("\n");
}

function toTargetText(pictures: PictureSteps): string {
  const shape = list([1, ...pictures.output.shape.map(dimCode)]);
  return [
    doc(`Points in pixels of a picture as training takes them, ${shape}; in the order in which \`locate\` gives them.`),
    `export function toTarget(points: readonly Point[], ${parameters(pictures)}): tf.Tensor3D {`,
    `  return tf.tensor3d(sharesOf(${flat(partOf(pictures))}, points), ${shape});`,
    "}",
  ].join("\n");
}

function parameters({ margin }: PictureSteps): string {
  return margin === undefined ? "picture: Picture" : "picture: Picture, box: Box = wholeOf(picture)";
}

/** The part of a picture that the model sees. */
function partOf({ margin }: PictureSteps): Code {
  if (margin === undefined) return call("wholeOf", "picture");
  return margin === 1 ? "box" : call("grown", "box", String(margin));
}

function boxText({ margin }: PictureSteps): string {
  if (margin === undefined) return "";
  const seen = margin === 1 ? "that is what the model sees" : `the model sees ${margin} times as much`;
  return ` The face is in \`box\`, or fills the picture; ${seen}.`;
}

/** A step that changes a picture's numbers. */
function numbersCode(pixels: Code, { name, parameters }: PictureSteps["numbers"][number]): Code {
  if (name === "grayscale") return call("grayscale", pixels);
  const { low, high } = parameters.to as IntervalValue;
  return call("scaled", pixels, String(low), String(high));
}

function doc(text: string): string {
  const lines = docText(text).split("\n");
  const [line] = lines;
  if (lines.length === 1 && line!.length + "/**  */".length <= lineWidth) return `/** ${line} */`;
  return ["/**", ...lines.map((one) => ` * ${one}`), " */"].join("\n");
}
