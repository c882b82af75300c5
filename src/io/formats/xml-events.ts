import { SaxesParser } from 'saxes';
import { badInput, UserError } from '../../units/errors.ts';

/** What a reader of XML is told; `line` counts from 1. */
export interface XmlEvents {
  open(name: string, attributes: Readonly<Record<string, string>>, line: number): void;
  close(name: string): void;
  /** Text between two tags, entities resolved. */
  text?(text: string): void;
}

/** Thrown by a reader that has seen enough. */
export class XmlSeenEnough extends Error {}

const DEPTH_LIMIT = 64;
const SLICE = 1 << 20;

/**
 * Walks an XML file with saxes (the same parser in a page, a Worker and Node). Document types are refused, since their entities
 * can expand without end and name other files.
 * @throws UserError with the line for anything that is not well formed, too deep, or a web page
 */
export function walkXml(name: string, bytes: Uint8Array, events: XmlEvents): void {
  if (bytes.length === 0) throw badInput(`${name} is empty (0 bytes).`);
  const walk = xmlWalk(name, events);
  try {
    for (let at = 0; at < bytes.length; at += SLICE) walk.write(bytes.subarray(at, at + SLICE));
    walk.close();
  } catch (cause) {
    if (!(cause instanceof XmlSeenEnough)) throw cause;
  }
}

/** A walk over XML that comes in pieces; both steps throw as walkXml does. */
export interface XmlWalk {
  write(bytes: Uint8Array): void;
  close(): void;
}

export function xmlWalk(name: string, events: XmlEvents): XmlWalk {
  const parser = parserOf(name, events);
  const decoder = new TextDecoder();
  let begun = false;
  const told = (step: () => void) => {
    try {
      step();
    } catch (cause) {
      if (cause instanceof UserError || cause instanceof XmlSeenEnough) throw cause;
      throw badInput(`${name} is not well-formed XML: ${cause instanceof Error ? cause.message : cause}`);
    }
  };
  return {
    write: (bytes) => {
      if (!begun) refuseWebPage(name, bytes);
      begun = true;
      told(() => parser.write(decoder.decode(bytes, { stream: true })));
    },
    close: () => told(() => parser.close()),
  };
}

function refuseWebPage(name: string, bytes: Uint8Array): void {
  const head = new TextDecoder('latin1').decode(bytes.subarray(0, 512)).trimStart().toLowerCase();
  if (/^(\ufeff|ï»¿)?<(!doctype html|html)/.test(head)) {
    throw badInput(
      `${name} is a web page (HTML), not XML: the download gave an error or log-in page. Download the file itself.`,
    );
  }
}

function parserOf(name: string, events: XmlEvents): SaxesParser {
  const parser = new SaxesParser();
  let depth = 0;
  parser.on('doctype', () => {
    throw badInput(
      `${name}, line ${parser.line}: it has a DOCTYPE; entities are not accepted. Remove the <!DOCTYPE ...> line.`,
    );
  });
  parser.on('error', (error) => {
    throw badInput(`${name} is not well-formed XML: ${error.message} (line:column before the message).`);
  });
  parser.on('opentag', (tag) => {
    depth++;
    if (depth > DEPTH_LIMIT)
      throw badInput(`${name}, line ${parser.line}: elements are nested over ${DEPTH_LIMIT} deep.`);
    events.open(tag.name, tag.attributes as Record<string, string>, parser.line);
  });
  parser.on('closetag', (tag) => {
    depth--;
    events.close(tag.name);
  });
  if (events.text) {
    parser.on('text', (text) => events.text?.(text));
    parser.on('cdata', (text) => events.text?.(text));
  }
  return parser;
}

/** The name of an element without its namespace: writers choose prefixes freely. */
export function localName(tag: string): string {
  return tag.slice(tag.indexOf(':') + 1);
}

export interface XmlNode {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly line: number;
  readonly children: XmlNode[];
}

/** The whole file as a tree of elements: for scene descriptions, which are small. Text between elements is dropped. */
export function xmlTree(name: string, bytes: Uint8Array): XmlNode {
  const root: XmlNode = { name: '', attributes: {}, line: 0, children: [] };
  const path = [root];
  walkXml(name, bytes, {
    open(tag, attributes, line) {
      const node: XmlNode = { name: tag, attributes, line, children: [] };
      path.at(-1)!.children.push(node);
      path.push(node);
    },
    close() {
      path.pop();
    },
  });
  return root.children[0]!;
}
