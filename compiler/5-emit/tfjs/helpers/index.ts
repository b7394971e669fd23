import type { TfjsBackend } from "../tfjs-backend.ts";
import {
  conv2dFilterGradientText,
  conv2dInputGradientText,
  conv2dText,
  convolutionText,
  depthwiseConv2dText,
  dilatedFilterText,
  fusedConvolutionText,
  groupedConv2dFilterGradientText,
  groupedConv2dInputGradientText,
  groupedConv2dText,
  keepsSizeText,
  spreadText,
  undilatedText,
} from "./convolution.ts";
import { depthwiseFilterGradientText, depthwiseInputGradientText } from "./depthwise.ts";
import { linearText } from "./linear.ts";
import { noneText, padText, pairText, poolingText, shapeText, slidingText, unpadText } from "./padding.ts";
import {
  avgPoolGradientText,
  dilatedMaxPoolText,
  lowestText,
  maxPoolGradientByTapsText,
  maxPoolGradientText,
  placedText,
  tapsText,
} from "./pooling.ts";
import { mapMeansText, mapSumsText } from "./reduction.ts";
import { interpolationText, replicatePadText } from "./resampling.ts";
import { checkShapeText } from "./shapes.ts";

interface Helper {
  readonly needs: readonly HelperName[];
  readonly text: string | ((backend: TfjsBackend) => string);
}

export type HelperName = keyof typeof helpers;

/** In the order in which a module has them. */
const helpers = {
  Pair: { needs: [], text: pairText },
  Shape4D: { needs: [], text: shapeText },
  none: { needs: ["Pair"], text: noneText },
  Sliding: { needs: ["Pair"], text: slidingText },
  Convolution: { needs: ["Sliding"], text: convolutionText },
  Pooling: { needs: ["Pair"], text: poolingText },
  lowest: { needs: [], text: lowestText },
  checkShape: { needs: [], text: checkShapeText },
  linear: { needs: [], text: linearText },
  keepsSize: { needs: ["Sliding"], text: keepsSizeText },
  conv2d: { needs: ["fusedConvolution"], text: conv2dText },
  depthwiseConv2d: { needs: ["fusedConvolution"], text: depthwiseConv2dText },
  fusedConvolution: { needs: ["Convolution", "keepsSize", "pad"], text: fusedConvolutionText },
  conv2dInputGradient: { needs: ["keepsSize", "Shape4D", "unpad"], text: conv2dInputGradientText },
  conv2dFilterGradient: { needs: ["keepsSize", "Shape4D", "pad"], text: conv2dFilterGradientText },
  groupedConv2d: { needs: ["conv2d"], text: groupedConv2dText },
  groupedConv2dInputGradient: { needs: ["conv2dInputGradient"], text: groupedConv2dInputGradientText },
  groupedConv2dFilterGradient: { needs: ["conv2dFilterGradient"], text: groupedConv2dFilterGradientText },
  depthwiseInputGradient: { needs: ["Sliding", "Shape4D", "unpad"], text: depthwiseInputGradientText },
  depthwiseFilterGradient: { needs: ["Sliding", "Shape4D", "pad"], text: depthwiseFilterGradientText },
  dilatedFilter: { needs: ["spread"], text: dilatedFilterText },
  undilated: { needs: ["Pair"], text: undilatedText },
  dilatedMaxPool: { needs: ["taps", "pad", "lowest"], text: dilatedMaxPoolText },
  maxPoolGradient: { needs: ["Pooling", "pad", "unpad", "lowest"], text: maxPoolGradientText },
  maxPoolGradientByTaps: {
    needs: ["taps", "spread", "placed", "pad", "unpad", "lowest"],
    text: maxPoolGradientByTapsText,
  },
  avgPoolGradient: { needs: ["Pooling", "Shape4D", "unpad"], text: avgPoolGradientText },
  mapMeans: { needs: [], text: mapMeansText },
  mapSums: { needs: ["mapMeans"], text: mapSumsText },
  taps: { needs: ["Pooling"], text: tapsText },
  spread: { needs: ["Pair", "none"], text: spreadText },
  placed: { needs: ["Pair", "Shape4D", "none"], text: placedText },
  pad: { needs: ["Pair", "none"], text: padText },
  unpad: { needs: ["Pair"], text: unpadText },
  replicatePad: { needs: ["Pair"], text: replicatePadText },
  interpolation: { needs: [], text: interpolationText },
} as const;

const table: Readonly<Record<HelperName, Helper>> = helpers;

/** Text of the helpers that are wanted, and of those that they need. */
export function helperTexts(wanted: ReadonlySet<HelperName>, backend: TfjsBackend): string[] {
  const all = withNeeds(wanted);
  return Object.entries(table)
    .filter(([name]) => all.has(name as HelperName))
    .map(([, { text }]) => (typeof text === "string" ? text : text(backend)).trim());
}

/** Every name that a module may declare at its top beside what its model brings. */
export const helperNames: readonly string[] = Object.keys(table);

function withNeeds(wanted: Iterable<HelperName>, all = new Set<HelperName>()): ReadonlySet<HelperName> {
  for (const name of wanted) {
    if (all.has(name)) continue;
    all.add(name);
    withNeeds(table[name].needs, all);
  }
  return all;
}
