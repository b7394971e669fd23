import sharp from "sharp";
import { makeProject } from "./project.ts";

const size = { width: 32, height: 24 };

/** Where the two dots of each face are; of every four faces, one lacks the left dot and one the right one. */
export const faces = Array.from({ length: 16 }, (_, face) => ({
  left: face % 4 === 3 ? undefined : { x: 4 + (face % 5), y: 5 + face },
  right: face % 4 === 1 ? undefined : { x: 18 + (face % 6), y: 20 - face },
}));

const spec = `keypoints Dots { count: 2; names: { left: 0, right: 1 } }

dataset Faces {
  source: csv("data/dots", train: "train.csv", test: "test.csv")
  keypoints: Dots
  split: by_file()
}

examples DotExamples from Faces {
  augment train { shift(10%) }
  mask_points()
  grayscale()
  resize(24, 32)
  scale(-0.5..0.5)
}

model Tiny {
  input image: image[1, 24, 32] in -0.5..0.5

  conv1 = conv2d(4, kernel: 3, padding: 1)
  maxpool2d(2)
  relu()
  flatten()
  fc = linear(4)

  output dots: points[2]
}

experiment Dots {
  model: Tiny
  data: DotExamples
  loss: mse()
  optimizer: adam(lr: 3e-3)
  epochs: 4
  accumulate: 2
  metrics: [mae(), nme(between: [left, right])]
  batch: 3
  seed: 7
}
`;

/** A project with 16 pictures of two dots, some of which are hidden, in a folder that is the caller's to remove; bare.kpnet doesn't hide them. */
export async function hiddenDots(): Promise<string> {
  const bare = spec.replace("  mask_points()\n", "");
  return makeProject({ faces: "none", files: { "spec.kpnet": spec, "bare.kpnet": bare, ...(await data()) } });
}

async function data(): Promise<Record<string, string | Uint8Array>> {
  const cell = (dot: { x: number; y: number } | undefined) => (dot === undefined ? "," : `${dot.x},${dot.y}`);
  const rows = faces.map(({ left, right }, face) => `${face}.png,${cell(left)},${cell(right)}\n`);
  const header = "image,left_x,left_y,right_x,right_y\n";
  const pictures = await Promise.all(
    faces.map(async ({ left, right }, face) => {
      const pixels = new Uint8Array(size.width * size.height);
      for (const dot of [left, right]) if (dot !== undefined) pixels[dot.y * size.width + dot.x] = 255;
      const png = await sharp(pixels, { raw: { ...size, channels: 1 } })
        .png()
        .toBuffer();
      return [`data/dots/${face}.png`, png] as const;
    }),
  );
  const lists = { "data/dots/train.csv": rows.slice(0, 12), "data/dots/test.csv": rows.slice(12) };
  return {
    ...Object.fromEntries(pictures),
    ...Object.fromEntries(Object.entries(lists).map(([path, list]) => [path, header + list.join("")])),
  };
}
