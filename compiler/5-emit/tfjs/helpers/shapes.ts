/** The check of what an emitted module is given; the text is as Biome formats it. */

export const checkShapeText = `
/** Throws where a tensor has other sizes than are wanted; one that has a name may be any. */
function checkShape(name: string, { shape }: tf.Tensor, wanted: (number | string)[]): void {
  const fits = (size: number, axis: number) => typeof wanted[axis] === "string" || wanted[axis] === size;
  if (shape.length === wanted.length && shape.every(fits)) return;
  throw new Error(\`\${name} is [\${shape.join(", ")}], where the model takes [\${wanted.join(", ")}]\`);
}
`;
