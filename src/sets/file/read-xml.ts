import { SaxesParser } from 'saxes';
import { UnreadableFile } from './set-file.ts';

/** What happens in a document; names come without their namespace prefix. */
export interface XmlHandlers {
  readonly open?: (name: string, attributes: Readonly<Record<string, string>>) => void;
  readonly close?: (name: string) => void;
  readonly text?: (text: string) => void;
}

// A cell holds 32,767 characters at most. The parser keeps whatever stands between two tags, so there must be an end to it.
const LONGEST_TEXT = 1_000_000;
const DEEPEST_TAG = 100;

/** Reads XML in pieces; yields after each, when its events have been told. Throws {@link UnreadableFile}. */
export async function* readXml(bytes: AsyncIterable<Uint8Array>, handlers: XmlHandlers): AsyncGenerator<void> {
  const parser = new SaxesParser();
  let decoder: TextDecoder | undefined;
  let waiting = 0;
  listen(parser, handlers, () => {
    waiting = 0;
  });
  for await (const piece of bytes) {
    decoder ??= new TextDecoder(piece[0] === 0xff && piece[1] === 0xfe ? 'utf-16le' : 'utf-8');
    waiting += piece.length;
    parser.write(decoder.decode(piece, { stream: true }));
    if (waiting > LONGEST_TEXT) throw new UnreadableFile('A cell of the workbook is larger than a cell can be.');
    yield;
  }
  parser.write(decoder?.decode() ?? '').close();
  yield;
}

function listen(parser: SaxesParser, { open, close, text }: XmlHandlers, onTag: () => void): void {
  let depth = 0;
  parser.on('opentag', ({ name, attributes }) => {
    onTag();
    depth += 1;
    if (depth > DEEPEST_TAG) throw new UnreadableFile('The workbook is nested deeper than one can be.');
    open?.(localName(name), attributes);
  });
  parser.on('closetag', ({ name }) => {
    onTag();
    depth -= 1;
    close?.(localName(name));
  });
  if (text) {
    parser.on('text', text);
    parser.on('cdata', text);
  }
  parser.on('error', (error) => {
    throw new UnreadableFile(`The workbook holds XML that is none: ${error.message}`);
  });
}

function localName(name: string): string {
  return name.slice(name.indexOf(':') + 1);
}
