import { expect, it } from "vitest";
import { checkSpecFile } from "../support/check.ts";

it.each([
  ["nosenet", "NoseNet", 130_750],
  ["facenet", "FaceNet", 2_156_788],
  ["facenet", "FaceNetAlternative", 2_156_788],
  ["wide-resnet50", "WideResNet50", 67_106_696],
  ["resnet50", "ResNet50", 23_780_424],
  ["antialiased-resnet50", "AntialiasedResNet50", 23_780_424],
  ["unet", "UNet", 483_360],
  ["hourglass", "StackedHourglass", 78_586],
  ["facenet-heatmaps", "HeatmapNet", 1_021_776],
  ["landmark-heatmaps", "LandmarkHeatmapNet", 1_022_016],
])("%s: %s has %i parameters, and nothing is wrong with it", (spec, model, parameters) => {
  const { models, diagnostics } = checkSpecFile(spec);
  expect(diagnostics).toEqual([]);
  expect(models.get(model)!.cost.parameters).toBe(parameters);
});

it("antialiased-resnet50: keeps its filters where the state dict of its paper's code has them", () => {
  const { nodes } = checkSpecFile("antialiased-resnet50").models.get("AntialiasedResNet50")!;
  const weights = nodes.flatMap((node) => node.weights);
  const filters = weights.filter(({ key }) => key.endsWith(".filt"));
  expect(filters.map(({ key }) => key)).toEqual([
    "maxpool.1.filt",
    "layer2.0.conv3.0.filt",
    "layer2.0.downsample.0.filt",
    "layer3.0.conv3.0.filt",
    "layer3.0.downsample.0.filt",
    "layer4.0.conv3.0.filt",
    "layer4.0.downsample.0.filt",
  ]);
  expect(weights.map(({ key }) => key)).toEqual(
    expect.arrayContaining(["layer2.0.conv3.1.weight", "layer2.0.downsample.2.running_mean", "layer1.0.conv3.weight"]),
  );
});
