import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { compare } from "../../compare/compare.ts";
import type { Compared } from "../../reports/diff/compared.ts";
import { renderPage } from "../../reports/diff/html.ts";
import { longestComment, renderMarkdown } from "../../reports/diff/markdown.ts";
import type { DiffReport } from "../../reports/diff/report.ts";
import { renderSarif } from "../../reports/diff/sarif.ts";
import { diffSchema } from "../../reports/diff/schema.ts";
import { comparedBetween, model, reportBetween } from "./support.ts";

const pairs = [
  ["nosenet.kpnet#Nose", "nosenet.kpnet#NoseAlternative"],
  ["nosenet.kpnet#NoseNet", "facenet.kpnet#FaceNet"],
  ["resnet50.kpnet#ResNet50", "antialiased-resnet50.kpnet#AntialiasedResNet50"],
  ["unet.kpnet", "unet.kpnet"],
] as const;

const none: Compared = { reports: [], removed: [], added: [], libraries: [], failures: [], specs: 3 };

describe("the JSON Schema", () => {
  const validate = new Ajv({ strictTuples: false, allowUnionTypes: true }).compile(diffSchema);

  it.each(pairs)("holds for %s and %s", async (before, after) => {
    const report = await reportBetween(before, after);
    const value = JSON.parse(JSON.stringify({ schemaVersion: 1, command: "diff", ...report }));
    expect(validate(value), JSON.stringify(validate.errors)).toBe(true);
  });

  it("refuses what lacks a verdict, and classes that there are not", async () => {
    const { verdict: _, ...lacking } = await reportBetween(...pairs[0]);
    expect(validate({ schemaVersion: 1, command: "diff", ...lacking })).toBe(false);
    expect(validate({ schemaVersion: 1, command: "diff", ...lacking, verdict: {}, class: "cosmetic" })).toBe(false);
  });
});

describe("Markdown", () => {
  it("reads as reviewed", async () => {
    const reports = [await reportBetween(...pairs[0]), await reportBetween(...pairs[3])];
    await expect(renderMarkdown({ ...none, reports, failures: ["a.kpnet has errors"] })).toMatchFileSnapshot(
      "goldens/nose-to-alternative.md",
    );
  });

  it("says that nothing changed", () => {
    expect(renderMarkdown(none)).toBe("<!-- kpc diff -->\n### What this change means\n\nNo change in 3 specs.\n");
  });

  it("stays under the limit of a comment, and says what it left out", async () => {
    const report = await reportBetween(...pairs[1]);
    const many = renderMarkdown({ ...none, reports: Array.from({ length: 60 }, () => report) });
    expect(many.length).toBeLessThanOrEqual(longestComment);
    expect(many).toMatch(/_\d+ comparisons left out: the comment would be too long\._/);
    const changes = Array.from({ length: 2000 }, () => report.changes[1]!);
    const long = renderMarkdown({ ...none, reports: [{ ...report, changes }] });
    expect(long.length).toBeLessThanOrEqual(longestComment);
    expect(long).toMatch(/_\d+ changes left out/);
  });

  it("takes no name for markup", async () => {
    const report: DiffReport = {
      ...(await reportBetween(...pairs[0])),
      before: "a`b`.kpnet#M",
      after: "<img src=x>.kpnet#M",
    };
    const text = renderMarkdown({ ...none, reports: [report], added: ["<script>@everyone*"] });
    expect(text).not.toMatch(/<img|<script/);
    expect(text).toContain("``a`b`.kpnet#M``");
    expect(text).toContain("&lt;script>\\@everyone\\*");
  });
});

describe("SARIF", () => {
  it("has a rule for each class, and each change at its place", async () => {
    const report = await reportBetween(...pairs[0]);
    const { version, runs } = JSON.parse(renderSarif({ ...none, reports: [report] }, "1.2.3"));
    expect(version).toBe("2.1.0");
    const [{ tool, results, invocations }] = runs;
    expect(tool.driver.rules.map(({ id }: { id: string }) => id)).toContain("kpc-diff/weights");
    expect(results).toHaveLength(4);
    for (const { ruleId, ruleIndex } of results) expect(tool.driver.rules[ruleIndex].id).toBe(ruleId);
    expect(results[3].locations[0].physicalLocation).toMatchObject({
      artifactLocation: { uri: "specs/nosenet.kpnet" },
      region: { startLine: 79 },
    });
    expect(invocations[0].executionSuccessful).toBe(true);
  });

  it("says that it did not succeed where something could not be compared", () => {
    const { runs } = JSON.parse(renderSarif({ ...none, failures: ["a.kpnet has errors"] }, "1.2.3"));
    expect(runs[0].invocations[0].executionSuccessful).toBe(false);
  });
});

describe("HTML", () => {
  it("has both networks, the changed steps marked", async () => {
    const { reports } = await comparedBetween(...pairs[0]);
    const page = renderPage({ ...none, reports: reports.map(({ report }) => report) }, reports);
    expect(page.match(/<svg /g)).toHaveLength(2);
    expect(page).toContain('#pair0 .before [data-path="maxpool1"]>rect{fill:var(--numerics)}');
    expect(page).toContain('#pair0 .after [data-path="conv2_drop"]>rect{fill:var(--training)}');
    expect(page).not.toMatch(/<script|src=|href=/);
  });

  it("says that nothing changed, and what could not be compared", () => {
    expect(renderPage(none, [])).toContain("No change in 3 specs.");
    expect(renderPage({ ...none, failures: ["<b>.kpnet has errors"] }, [])).toContain(
      "Could not compare: &lt;b&gt;.kpnet",
    );
  });
});

it("sizes that are open have formulas in place of differences", () => {
  const net = (width: number) =>
    model(`c = conv2d(${width}, kernel: 3, padding: 1)`, { input: "image[1, H, W] in 0..1" });
  const [before, after] = [net(2), net(4)];
  const comparison = compare(before, after);
  expect(comparison.cost.find(({ measure }) => measure === "multiplyAdds")).toMatchObject({ difference: null });
  expect(comparison.checkpoint.loads).toBe("none");
});
