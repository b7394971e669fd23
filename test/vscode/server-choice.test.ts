import { join } from "node:path";
import { expect, it } from "vitest";
import { chooseServer, type Surroundings } from "../../editor/vscode/server-choice.ts";

const installed = join("/home/me/faces", "node_modules/kpnet/dist/kpc.cjs");
const around: Surroundings = {
  setting: "",
  folders: ["/home/me/faces/specs"],
  isTrusted: true,
  bundled: "/extension/dist/server.cjs",
  exists: (path) => path === installed,
};

it("takes what the setting says, else the project's, else its own", () => {
  expect(chooseServer({ ...around, setting: "/opt/kpc.cjs" })).toEqual({
    kind: "module",
    path: "/opt/kpc.cjs",
    from: "setting",
  });
  expect(chooseServer({ ...around, setting: "/opt/kpc" })).toEqual({
    kind: "program",
    command: "/opt/kpc",
    from: "setting",
  });
  expect(chooseServer(around)).toEqual({ kind: "module", path: installed, from: "project" });
  expect(chooseServer({ ...around, folders: [] })).toEqual({ kind: "module", path: around.bundled, from: "extension" });
  expect(chooseServer({ ...around, exists: () => false })).toMatchObject({ from: "extension" });
});

it("runs nothing of a folder that is not trusted", () => {
  const chosen = chooseServer({ ...around, isTrusted: false, setting: "/home/me/faces/evil" });
  expect(chosen).toEqual({ kind: "module", path: around.bundled, from: "extension" });
});
