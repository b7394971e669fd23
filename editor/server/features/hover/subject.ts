import { annotationSchemas } from "../../../../compiler/ir/annotations.ts";
import { propertySchemas } from "../../../../compiler/ir/properties.ts";
import { registries } from "../../../../compiler/registries.ts";
import { catalogueByName } from "../../../../diagnostics/catalogue/index.generated.ts";
import { describeParameter, signature } from "../../../../reports/reference/callable.ts";
import { describeProperty } from "../../../../reports/reference/properties.ts";
import type { Subject } from "../../names/index.ts";
import { declared } from "../../names/lineage.ts";
import type { Project } from "../../project.ts";
import { code } from "./code.ts";
import { describeDeclared } from "./declaration.ts";
import { describeKeypoint } from "./keypoints.ts";
import { describeOwned } from "./owned.ts";

/** What a name stands for. */
export function describeSubject(project: Project, subject: Subject): string | undefined {
  switch (subject.kind) {
    case "declaration": {
      const at = declared(project, subject);
      return at && describeDeclared(project, at);
    }
    case "value":
    case "parameter":
    case "letter":
    case "variable":
      return describeOwned(project, subject);
    case "keypoint":
      return describeKeypoint(project, subject);
    case "entry": {
      const { name, doc, parameters } = registries[subject.registry][subject.name]!;
      const list = Object.entries(parameters).map(([parameter, schema]) => describeParameter(parameter, schema));
      return [code(signature(name, parameters)), doc, list.join("\n")].filter((part) => part !== "").join("\n\n");
    }
    case "argument": {
      const schema = registries[subject.registry][subject.entry]!.parameters[subject.name]!;
      return describeParameter(subject.name, schema).replace(/^- /, "");
    }
    case "property":
      return describeProperty(subject.name, propertySchemas[subject.of][subject.name]!).replace(/^- /, "");
    case "field":
      return describeField(subject);
    case "annotation":
      return [code(`@${subject.name}`), annotationSchemas[subject.name]!.doc].join("\n\n");
    case "diagnostic": {
      const { name, severity, why, fix } = catalogueByName[subject.name]!;
      return [`**${name}** (${severity})`, why, fix].join("\n\n");
    }
  }
}

function describeField({ of, property, name }: Extract<Subject, { kind: "field" }>): string | undefined {
  const form = propertySchemas[of][property]?.form;
  const schema = form?.kind === "fields" ? form.fields[name] : undefined;
  return schema && describeParameter(name, schema).replace(/^- /, "");
}
