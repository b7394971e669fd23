import { joinBytes } from "../../lib/join-bytes.ts";
import { quoted } from "./image-path.ts";
import { DataError } from "./reader.ts";

/** A tag of an XML file; one that closes itself opens and closes. */
export type XmlEvent =
  | {
      readonly kind: "open";
      readonly name: string;
      readonly attributes: Readonly<Record<string, string>>;
      /** Where the tag begins, from 1. */
      readonly line: number;
    }
  | { readonly kind: "close"; readonly name: string };

type Decoder = InstanceType<typeof TextDecoder>;

/** The longest tag, comment or text: what is longer is no annotation, and would be held in memory. */
const longest = 2 ** 20;

/**
 * The tags of an XML file, a list for each piece of it, so that no more than a piece is held in memory. Text between tags is left out.
 *
 * @param file for messages.
 * @throws DataError where the file is not well-formed or cut off, or has what no annotation needs: a document type, entities of its own.
 */
export async function* xmlEvents(pieces: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<readonly XmlEvent[]> {
  // Read when it is needed: checking a spec reads no data.
  const { SaxesParser } = await import("saxes");
  const parser = new SaxesParser<{ position: false; xmlns: false }>({ position: false, xmlns: false });
  let events: XmlEvent[] = [];
  let line = 1;
  let quiet = 0;
  const refuse = (message: string): never => {
    throw new DataError(message, file, parser.line);
  };
  parser.on("opentagstart", () => {
    line = parser.line;
  });
  parser.on("opentag", ({ name, attributes }) => events.push({ kind: "open", name, attributes, line }));
  parser.on("closetag", ({ name }) => events.push({ kind: "close", name }));
  parser.on("doctype", () => refuse("has a document type, which annotations don't need and which is not read"));
  parser.on("error", ({ message }) => refuse(`is cut off or no well-formed XML: ${message.replace(/\.$/, "")}`));

  for await (const text of decoded(pieces, file)) {
    parser.write(text);
    quiet = events.length > 0 ? 0 : quiet + text.length;
    if (quiet > longest) refuse(`has a tag, comment or text of more than ${longest} characters`);
    yield events;
    events = [];
  }
  parser.close();
  yield events;
}

async function* decoded(pieces: AsyncIterable<Uint8Array>, file: string): AsyncGenerator<string> {
  let decoder: Decoder | undefined;
  let head = new Uint8Array();
  for await (const piece of pieces) {
    if (decoder === undefined) {
      head = joinBytes(head, piece);
      if (head.length < 256) continue;
    }
    const bytes = decoder === undefined ? head : piece;
    decoder ??= decoderFor(head, file);
    yield* parts(decode(decoder, bytes, file));
  }
  if (decoder === undefined) yield decode(decoderFor(head, file), head, file);
}

/** Pieces may be large; what is held of one should not be. */
function* parts(text: string): Generator<string> {
  for (let at = 0; at < text.length; at += 2 ** 16) yield text.slice(at, at + 2 ** 16);
}

/** By the declaration that the file may begin with; UTF-8 where it has none. */
function decoderFor(head: Uint8Array, file: string): Decoder {
  const start = String.fromCharCode(...head.subarray(0, 256));
  const encoding = /^(?:\xef\xbb\xbf)?<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']/.exec(start)?.[1] ?? "utf-8";
  if (/^(utf-?8|us-ascii)$/i.test(encoding)) return new TextDecoder("utf-8", { fatal: true });
  if (/^(iso-8859-1|latin1|windows-1252)$/i.test(encoding)) return new TextDecoder("windows-1252");
  throw new DataError(`is written in ${quoted(encoding)}; UTF-8 and ISO-8859-1 can be read`, file, 1);
}

function decode(decoder: Decoder, bytes: Uint8Array, file: string): string {
  try {
    return decoder.decode(bytes, { stream: true });
  } catch {
    throw new DataError(`has bytes that are not ${decoder.encoding}, in which it should be written`, file);
  }
}
