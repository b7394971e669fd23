import { afterAll, beforeAll, expect, it } from "vitest";
import { Client } from "../editor/support/client.ts";
import { editAtRandom } from "../editor/support/random-edits.ts";
import { specTexts } from "../support/check.ts";

let client: Client;
beforeAll(async () => {
  client = await Client.start({ files: specTexts });
});
afterAll(async () => {
  expect(await client.stop()).toEqual({ code: 0, errors: "" });
});

it.each(Object.keys(specTexts))(
  "answers and tells what a fresh check tells, after 10,000 edits of %s",
  async (path) => {
    await editAtRandom(client, path, 10_000, 1);
  },
);
