// Made by scripts/generate.ts from the files in this folder. Do not edit.
import type { Op } from "./op.ts";
import { adaptive_avgpool2d } from "./adaptive_avgpool2d.ts";
import { add } from "./add.ts";
import { avgpool2d } from "./avgpool2d.ts";
import { batchnorm } from "./batchnorm.ts";
import { blurpool } from "./blurpool.ts";
import { channel_shuffle } from "./channel_shuffle.ts";
import { concat } from "./concat.ts";
import { conv2d } from "./conv2d.ts";
import { conv_transpose2d } from "./conv_transpose2d.ts";
import { dropout } from "./dropout.ts";
import { dropout2d } from "./dropout2d.ts";
import { flatten } from "./flatten.ts";
import { gelu } from "./gelu.ts";
import { groupnorm } from "./groupnorm.ts";
import { hardsigmoid } from "./hardsigmoid.ts";
import { hardswish } from "./hardswish.ts";
import { layernorm } from "./layernorm.ts";
import { leaky_relu } from "./leaky_relu.ts";
import { linear } from "./linear.ts";
import { maxpool2d } from "./maxpool2d.ts";
import { mul } from "./mul.ts";
import { pad } from "./pad.ts";
import { relu } from "./relu.ts";
import { relu6 } from "./relu6.ts";
import { reshape } from "./reshape.ts";
import { sigmoid } from "./sigmoid.ts";
import { silu } from "./silu.ts";
import { soft_argmax2d } from "./soft_argmax2d.ts";
import { softmax } from "./softmax.ts";
import { tanh } from "./tanh.ts";
import { upsample } from "./upsample.ts";

export const ops = {
  adaptive_avgpool2d,
  add,
  avgpool2d,
  batchnorm,
  blurpool,
  channel_shuffle,
  concat,
  conv2d,
  conv_transpose2d,
  dropout,
  dropout2d,
  flatten,
  gelu,
  groupnorm,
  hardsigmoid,
  hardswish,
  layernorm,
  leaky_relu,
  linear,
  maxpool2d,
  mul,
  pad,
  relu,
  relu6,
  reshape,
  sigmoid,
  silu,
  soft_argmax2d,
  softmax,
  tanh,
  upsample,
} as const satisfies Readonly<Record<string, Op>>;

export const opsByName: Readonly<Record<string, Op | undefined>> = ops;
