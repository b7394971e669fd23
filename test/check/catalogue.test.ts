import { readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { catalogueByName } from "../../diagnostics/catalogue/index.generated.ts";
import type { DiagnosticKind } from "../../diagnostics/define.ts";
import type { Diagnostic, Severity } from "../../diagnostics/diagnostic.ts";
import { checkText } from "../support/check.ts";

const entries = Object.entries(catalogueByName) as [string, DiagnosticKind<never>][];
const folder = new URL("../../diagnostics/catalogue/", import.meta.url).pathname;
const weight: Readonly<Record<Severity, number>> = { note: 0, warning: 1, error: 2 };

it("has at least forty entries, one file each", () => {
  const files = readdirSync(folder).filter((file) => /^[a-z0-9_]+\.ts$/.test(file));
  expect(files.map((file) => file.slice(0, -3)).sort()).toEqual(entries.map(([name]) => name).sort());
  expect(entries.length).toBeGreaterThanOrEqual(40);
});

describe.each(entries)("%s", (name, entry) => {
  it("is named as its file is", () => {
    expect(entry.name).toBe(name);
  });

  it("is told of its bad sample, and nothing as severe besides", () => {
    const { diagnostics } = checkText(entry.bad, entry.files);
    if (entry.foundIn !== undefined) return expect(said(diagnostics)).toBe("");
    const own = diagnostics.filter((each) => each.name === name);
    const others = diagnostics.filter((each) => each.name !== name && weight[each.severity] >= weight[entry.severity]);
    expect(own.length, said(diagnostics)).toBeGreaterThan(0);
    expect(said(others)).toBe("");
    for (const { severity } of own) expect(severity).toBe(entry.severity);
  });

  it("says so in one plain sentence that begins with no capital letter of its own and ends without a full stop", () => {
    for (const { message, help } of checkText(entry.bad, entry.files).diagnostics) {
      expect(message).not.toMatch(/[.!]$|\n|undefined|NaN|\[object/);
      expect(message.length, message).toBeLessThanOrEqual(160);
      if (help !== undefined) expect(help, help).not.toMatch(/[.!]$|\n|undefined/);
    }
  });

  it("points at a place in the file", () => {
    const { diagnostics, lookup } = checkText(entry.bad, entry.files);
    for (const { place } of diagnostics) {
      expect(lookup.offset(place.file, place.declaration), place.declaration).toBeDefined();
      expect(place.span.end).toBeGreaterThanOrEqual(place.span.start);
    }
  });

  it("is silent about its good sample, and so are all others", () => {
    expect(said(checkText(entry.good, entry.files).diagnostics)).toBe("");
  });

  it("explains why it matters and what to do, in whole sentences", () => {
    for (const text of [entry.why, entry.fix]) expect(text).toMatch(/^[A-Z`@"].*[.`]$/s);
  });
});

function said(diagnostics: readonly Diagnostic[]): string {
  return diagnostics.map(({ severity, name, message }) => `${severity} ${name}: ${message}`).join("\n");
}
