import { describe, expect, it } from "vitest";
import { drawScheme } from "../../../reports/drawing/draw.ts";
import { schemeOf } from "../../../reports/drawing/scheme-of.ts";
import { renderSvg } from "../../../reports/drawing/svg.ts";
import { checkSpecFile } from "../../support/check.ts";
import { hasChromium, launchChromium } from "../../support/chromium.ts";

const { models, lookup } = checkSpecFile("wide-resnet50");
const svg = renderSvg(drawScheme(schemeOf(models.get("WideResNet50")!, { depth: 0, expanded: ["layer1.0"] })), lookup);

/** Runs in the page: how far texts stick out of their boxes at most, in pixels, and the contrast of text and ground. */
const measure = `(() => {
  const rows = [...document.querySelectorAll("g.row")];
  const sticksOut = Math.max(...rows.flatMap((row) => {
    const area = row.querySelector("rect").getBBox();
    return [...row.querySelectorAll("text")].map((text) => {
      const box = text.getBBox();
      return Math.max(area.x - box.x, box.x + box.width - area.x - area.width, box.y + box.height - area.y - area.height);
    });
  }));
  const rgb = (selector) => getComputedStyle(document.querySelector(selector)).fill.match(/[0-9]+/g).map(Number);
  const luminance = (color) => color
    .map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const contrast = (a, b) => {
    const [low, high] = [luminance(rgb(a)), luminance(rgb(b))].sort((x, y) => x - y);
    return (high + 0.05) / (low + 0.05);
  };
  const contrasts = [".name", ".callee", ".detail", ".times"].map((text) => contrast(text, ".box"));
  return { rows: rows.length, sticksOut, contrast: Math.min(...contrasts, contrast(".shape", ".ground")) };
})()`;

describe.skipIf(!hasChromium)("a drawing in a browser", () => {
  it("has texts in their boxes, legible on light and dark ground", async () => {
    const browser = await launchChromium();
    try {
      for (const colorScheme of ["light", "dark"] as const) {
        const page = await browser.newPage({ colorScheme });
        await page.setContent(svg);
        const found = (await page.evaluate(measure)) as { rows: number; sticksOut: number; contrast: number };
        expect(found.rows).toBeGreaterThan(20);
        expect(found.sticksOut).toBeLessThan(0);
        expect(found.contrast).toBeGreaterThan(4.5);
      }
    } finally {
      await browser.close();
    }
  });
});
