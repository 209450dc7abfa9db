import { createReadStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { pipeline, Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';

/** A file being read as text, in pieces. */
export interface Source {
  readonly text: AsyncIterable<string>;
  /** Of the file as it lies on disk, compressed or not. */
  readonly size: number;
}

export interface SourceOptions {
  /** A label of the Encoding Standard (`windows-1252`); absent: a byte-order mark or XML declaration decides, else UTF-8. */
  readonly encoding?: string;
  /** Told the bytes that have been read so far. */
  readonly onBytes?: (bytes: number) => void;
}

const PIECE_SIZE = 256 * 1024;

/** Opens a file, gzip or not, in constant memory. Rejects when it is missing, unreadable or a directory, or the encoding unknown. */
export async function openSource(path: string, { encoding, onBytes }: SourceOptions = {}): Promise<Source> {
  const { size } = await stat(path);
  const head = await readHead(path);
  const compressed = head[0] === 0x1f && head[1] === 0x8b;
  const bytes = countedBytes(path, onBytes);
  const content = compressed ? gunzipped(bytes) : bytes;
  if (encoding) new TextDecoder(encoding);
  return { text: decoded(content, encoding), size };
}

async function readHead(path: string): Promise<Buffer> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

async function* countedBytes(path: string, onBytes?: (bytes: number) => void): AsyncGenerator<Buffer> {
  let total = 0;
  for await (const piece of createReadStream(path, { highWaterMark: PIECE_SIZE })) {
    total += piece.length;
    onBytes?.(total);
    yield piece;
  }
}

async function* gunzipped(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  // The loop below meets the error, whichever of the two streams it comes from.
  yield* pipeline(Readable.from(bytes), createGunzip({ chunkSize: PIECE_SIZE }), () => {});
}

async function* decoded(bytes: AsyncIterable<Buffer>, encoding?: string): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined;
  for await (const piece of bytes) {
    decoder ??= new TextDecoder(encoding ?? guessEncoding(piece));
    yield decoder.decode(piece, { stream: true });
  }
  // What is left of a character that the end of the file cuts off.
  yield decoder?.decode() ?? '';
}

function guessEncoding(start: Buffer): string {
  if (start[0] === 0xff && start[1] === 0xfe) return 'utf-16le';
  if (start[0] === 0xfe && start[1] === 0xff) return 'utf-16be';
  const declaration = /^\s*<\?xml[^>]*\sencoding=["']([\w.:-]+)["']/.exec(start.toString('latin1', 0, 200));
  return declaration?.[1] ?? 'utf-8';
}
