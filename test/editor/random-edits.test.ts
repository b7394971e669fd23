import { afterAll, beforeAll, expect, it } from "vitest";
import { specTexts } from "../support/check.ts";
import { Client } from "./support/client.ts";
import { editAtRandom } from "./support/random-edits.ts";

let client: Client;
beforeAll(async () => {
  client = await Client.start({ files: specTexts });
});
afterAll(async () => {
  expect(await client.stop()).toEqual({ code: 0, errors: "" });
});

// 10,000 edits of each in test/long.
it.each(Object.keys(specTexts))("answers and tells what a fresh check tells, after each edit of %s", async (path) => {
  await editAtRandom(client, path, 8, 7);
});
