import { describe, expect, it } from "vitest";
import { readCommandLine } from "../../cli/command-line.ts";
import { commands } from "../../cli/commands/index.generated.ts";
import { CommandError, exit } from "../../cli/exit.ts";
import { kpc, printed, told } from "./support/kpc.ts";
import { project } from "./support/project.ts";

/** What a command is given for these words. */
function given(words: string): Readonly<Record<string, unknown>> {
  const line = readCommandLine(wordsOf(words));
  if (!("args" in line)) throw new Error(`${words} only prints something`);
  return line.args;
}

/** What is told of words that can't be meant. */
function refused(words: string): string {
  try {
    readCommandLine(wordsOf(words));
  } catch (error) {
    expect(error).toBeInstanceOf(CommandError);
    expect((error as CommandError).code).toBe(exit.usage);
    return (error as CommandError).message;
  }
  throw new Error(`${words} is not refused`);
}

function wordsOf(words: string): string[] {
  return words === "" ? [] : words.split(" ");
}

describe("words that can't be meant", () => {
  const sentences: Readonly<Record<string, string>> = {
    "": "which command? `kpc --help` lists them",
    "--json": "which command? `kpc --help` lists them",
    "chek spec.kpnet": "there is no command chek; did you mean check?",
    constructor: "there is no command constructor",
    check: "which spec? As in `kpc check specs/nosenet.kpnet`",
    "check a.kpnet --jsn": "there is no option --jsn; did you mean --json?",
    "check a.kpnet -json": "there is no option -json; did you mean --json?",
    "check a.kpnet -j": "there is no option -j",
    "check a.kpnet --constructor": "there is no option --constructor",
    "check a.kpnet --json=5": "--json takes no value",
    "summary a.kpnet b.kpnet": "b.kpnet is one too many: the command is `kpc summary <spec>`",
    "summary a.kpnet --format pytorch": "--format can't be pytorch; did you mean torch?",
    "compile a.kpnet --emit code --emit plan": "--emit is given more than once",
    "train a.kpnet --seed x": "--seed takes a whole number, not x",
    "train a.kpnet --seed 1.5": "--seed takes a whole number, not 1.5",
    "train a.kpnet --seed 1e300": "--seed takes a whole number, not 1e300",
    "train a.kpnet --no-seed": "there is no option --no-seed",
    "train a.kpnet --threads 0": "--threads must lie between 1 and 256, not 0",
    "train --resume": "--resume needs a value: go on with the run in this folder",
    "train a.kpnet --out --seed 3": "--out needs a value: run folder, new or empty",
    data: "which action? As in `kpc data synth imm --out data/imm`",
    "data synth": "which dataset? As in `kpc data synth imm --out data/imm`",
    "data synth imm": "--out is missing, as in `kpc data synth imm --out data/imm`",
    "data synht imm --out a": "action can't be synht; did you mean synth?",
  };
  it.each(Object.entries(sentences))("kpc %s", (words, sentence) => {
    expect(refused(words)).toContain(sentence);
  });
});

describe("what a command is given", () => {
  it("has defaults, numbers and lists", () => {
    expect(given("train a.kpnet#A --set epochs=3 --seed -1 --set optimizer.lr=1")).toMatchObject({
      spec: "a.kpnet#A",
      set: ["epochs=3", "optimizer.lr=1"],
      seed: -1,
      target: undefined,
      json: false,
    });
    expect(given("train a.kpnet")).toMatchObject({ set: [] });
    expect(given("check a.kpnet b.kpnet")).toMatchObject({ spec: ["a.kpnet", "b.kpnet"] });
  });

  it("takes one value for each --set: what follows is the spec", () => {
    expect(given("train --set epochs=3 a.kpnet")).toMatchObject({ set: ["epochs=3"], spec: "a.kpnet" });
  });

  it("can be said in any order", () => {
    expect(given("--json check a.kpnet")).toEqual(given("check a.kpnet --json"));
    expect(given("evaluate --no-pictures runs/A-1")).toMatchObject({ pictures: false, run: "runs/A-1" });
  });
});

describe("help", () => {
  it.each(Object.entries(commands))("of %s teaches by example, and its examples can be meant", (name, command) => {
    const line = readCommandLine([name, "--help"]);
    const text = "print" in line ? line.print : "";
    expect(readCommandLine(["help", name])).toEqual({ print: text });
    expect(text).toContain(command.summary.slice(0, 40));
    for (const option of Object.keys(command.options)) expect(text).toContain(`--${option}`);
    expect(command.examples.length).toBeGreaterThan(0);
    for (const [example] of command.examples) {
      expect(text.replaceAll(/\s+/g, " ")).toContain(example.split(" ").slice(0, 3).join(" "));
      expect(() => given(example.replace(/^kpc /, ""))).not.toThrow();
    }
  });

  it("lists the commands and the exit codes", () => {
    const { cwd } = { cwd: project({ faces: "none" }) };
    const text = printed(kpc(["--help"], { cwd }));
    for (const { usage } of Object.values(commands)) expect(text).toContain(`kpc ${usage}`);
    expect(text).toContain("130 interrupted");
    expect(printed(kpc(["--version"], { cwd }))).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it("is spoken of where no command is named", () => {
    expect(told(kpc([], { cwd: project({ faces: "none" }) }), exit.usage)).toContain("kpc --help");
  });
});
