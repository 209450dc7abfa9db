import { isUtf8 } from 'node:buffer';

const PIECE_BYTES = 256 * 1024;
const LOOKED_AT = 1_000;

/** Text in pieces, its line breaks all `\n`. A byte-order mark decides how it is encoded, else what it looks like. */
export function* decodeText(bytes: Uint8Array): Generator<string> {
  const decoder = new TextDecoder(encodingOf(bytes));
  let pending = '';
  for (let at = 0; at < bytes.length; at += PIECE_BYTES) {
    const text = pending + decoder.decode(bytes.subarray(at, at + PIECE_BYTES), { stream: true });
    // Whether a carriage return ends a line by itself shows only with what follows.
    pending = text.endsWith('\r') ? '\r' : '';
    yield withPlainBreaks(pending ? text.slice(0, -1) : text);
  }
  yield withPlainBreaks(pending + decoder.decode());
}

function withPlainBreaks(text: string): string {
  return text.includes('\r') ? text.replaceAll(/\r\n?/g, '\n') : text;
}

/** A label of the Encoding Standard. What is not UTF-8 is most likely what Windows programs write in the west. */
function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  const start = bytes.subarray(0, LOOKED_AT);
  const zeros = (parity: number) => start.filter((byte, index) => byte === 0 && index % 2 === parity).length;
  // In UTF-16 every second byte of plain letters and digits is zero; in text of any other kind next to none.
  const [even, odd] = [zeros(0), zeros(1)];
  if (odd > start.length / 4 && even === 0) return 'utf-16le';
  if (even > start.length / 4 && odd === 0) return 'utf-16be';
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252';
}
