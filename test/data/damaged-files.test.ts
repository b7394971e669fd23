/** A sample of what test/long/damaged-data.test.ts does with a thousand files of each kind. */
import { expect, test } from "vitest";
import { annotations, decodeDamaged, readDamaged, samplePicture } from "./damaged-files.ts";

test.each(Object.keys(annotations) as (keyof typeof annotations)[])(
  "a damaged .%s file is refused, or gives no point that it doesn't say",
  async (kind) => {
    const outcomes = new Set<string>();
    for (let number = 0; number < 80; number++) outcomes.add(await readDamaged(kind, number));
    expect([...outcomes].sort()).toEqual(["read", "refused"]);
  },
);

test.each(["jpeg", "png"] as const)(
  "a damaged %s is refused, or has the size that the annotations tell",
  async (format) => {
    const picture = await samplePicture(format);
    let refused = 0;
    for (let number = 0; number < 48; number++) if ((await decodeDamaged(picture, number)) === "refused") refused++;
    expect(refused).toBeGreaterThan(8);
  },
);
