// Made by scripts/generate.ts from the files in this folder. Do not edit.
import type { Op } from "./op.ts";
import { adaptive_avgpool2d } from "./adaptive_avgpool2d.ts";
import { add } from "./add.ts";
import { avgpool2d } from "./avgpool2d.ts";
import { batchnorm } from "./batchnorm.ts";
import { concat } from "./concat.ts";
import { conv2d } from "./conv2d.ts";
import { dropout } from "./dropout.ts";
import { dropout2d } from "./dropout2d.ts";
import { flatten } from "./flatten.ts";
import { groupnorm } from "./groupnorm.ts";
import { layernorm } from "./layernorm.ts";
import { leaky_relu } from "./leaky_relu.ts";
import { linear } from "./linear.ts";
import { maxpool2d } from "./maxpool2d.ts";
import { mul } from "./mul.ts";
import { relu } from "./relu.ts";
import { reshape } from "./reshape.ts";
import { sigmoid } from "./sigmoid.ts";
import { tanh } from "./tanh.ts";

export const ops = {
  adaptive_avgpool2d,
  add,
  avgpool2d,
  batchnorm,
  concat,
  conv2d,
  dropout,
  dropout2d,
  flatten,
  groupnorm,
  layernorm,
  leaky_relu,
  linear,
  maxpool2d,
  mul,
  relu,
  reshape,
  sigmoid,
  tanh,
} as const satisfies Readonly<Record<string, Op>>;

export const opsByName: Readonly<Record<string, Op | undefined>> = ops;
