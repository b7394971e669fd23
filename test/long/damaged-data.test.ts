/** A thousand damaged files of each kind: each is a located error, or is read without a point that it doesn't say. */
import { expect, test } from "vitest";
import { annotations, decodeDamaged, type Outcome, readDamaged, samplePicture } from "../data/damaged-files.ts";

const files = 1000;

/** How many of the files were refused. */
async function refusals(read: (number: number) => Promise<Outcome>): Promise<number> {
  let refused = 0;
  for (let number = 0; number < files; number++) if ((await read(number)) === "refused") refused++;
  return refused;
}

test.each(Object.keys(annotations) as (keyof typeof annotations)[])("damaged .%s files", async (kind) => {
  const refused = await refusals((number) => readDamaged(kind, number));
  console.log(`.${kind}: ${refused} of ${files} are refused`);
  expect(refused).toBeGreaterThan(files / 2);
});

test.each(["jpeg", "png"] as const)("damaged pictures: %s", async (format) => {
  const picture = await samplePicture(format);
  const refused = await refusals((number) => decodeDamaged(picture, number));
  console.log(`${format}: ${refused} of ${files} are refused`);
  expect(refused).toBeGreaterThan(files / 4);
});
