import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, expect, it } from "vitest";
import { DiagnosticSeverity } from "vscode-languageserver/node.js";
import { Client } from "./support/client.ts";

const nosenet = readFileSync(new URL("../../specs/nosenet.kpnet", import.meta.url), "utf8");

let client: Client;
beforeAll(async () => {
  client = await Client.start();
});
afterAll(async () => {
  expect(await client.stop()).toEqual({ code: 0, errors: "" });
});

it("says nothing of a sound spec", async () => {
  expect(await client.open("sound.kpnet", nosenet)).toEqual([]);
});

it("says what `kpc check` says, with the trail of steps and where to read more", async () => {
  const told = await client.open("shape.kpnet", nosenet.replace("linear(240)", "linear(512 -> 240)"));
  expect(told).toMatchObject([
    {
      severity: DiagnosticSeverity.Error,
      source: "kpc",
      code: "linear_in_features",
      message: "linear is written for 512 input features, but 480 flow in\nwrite `240`, or `480 -> 240`",
    },
  ]);
  const [{ range, codeDescription, relatedInformation }] = told as [(typeof told)[0]];
  const line = nosenet.split("\n").findIndex((text) => text.includes("linear(240)"));
  expect(range.start.line).toBe(line);
  expect(relatedInformation?.map(({ message }) => message)).toContain("[32, 3, 5] from maxpool4");
  const [file, anchor] = codeDescription!.href.split("#");
  const reference = readFileSync(fileURLToPath(file!), "utf8");
  const headings = reference.split("\n").filter((text) => text.startsWith("## "));
  const anchors = headings.map((text) =>
    text
      .slice(3)
      .toLowerCase()
      .replace(/[^\w\- ]/g, "")
      .replaceAll(" ", "-"),
  );
  expect(anchors).toContain(anchor);
});

it("follows edits, and tells which text it speaks of", async () => {
  await client.open("edited.kpnet", nosenet);
  const line = nosenet.split("\n").findIndex((text) => text.includes("relu5"));
  const at = { line, character: 2 };
  expect(
    await client.edit("edited.kpnet", { range: { start: at, end: at }, text: "oops = rellu()\n  " }),
  ).toMatchObject([{ code: "unknown_step", range: { start: { line } } }]);
  const end = { line: line + 1, character: 2 };
  expect(await client.edit("edited.kpnet", { range: { start: at, end }, text: "" })).toEqual([]);
  const versions = client.published
    .filter(({ uri }) => uri === client.uri("edited.kpnet"))
    .map(({ version }) => version);
  expect(versions).toEqual([1, 2, 3]);
});

it("takes back what it said of a file that is closed", async () => {
  expect(await client.open("closed.kpnet", "model {")).not.toEqual([]);
  const told = client.diagnostics("closed.kpnet");
  await client.close("closed.kpnet");
  expect(await told).toEqual([]);
});
