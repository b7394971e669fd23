// Made by scripts/generate.ts from the files in this folder. Do not edit.
import type { Command } from "../command.ts";
import { check } from "./check.ts";
import { compile } from "./compile.ts";
import { data } from "./data.ts";
import { diff } from "./diff.ts";
import { doctor } from "./doctor.ts";
import { draw } from "./draw.ts";
import { evaluate } from "./evaluate.ts";
import { explain } from "./explain.ts";
import { fmt } from "./fmt.ts";
import { lsp } from "./lsp.ts";
import { predict } from "./predict.ts";
import { report } from "./report.ts";
import { summary } from "./summary.ts";
import { train } from "./train.ts";
import { weights } from "./weights.ts";

export const commands = {
  check,
  compile,
  data,
  diff,
  doctor,
  draw,
  evaluate,
  explain,
  fmt,
  lsp,
  predict,
  report,
  summary,
  train,
  weights,
} as const satisfies Readonly<Record<string, Command>>;

export const commandsByName: Readonly<Record<string, Command | undefined>> = commands;
