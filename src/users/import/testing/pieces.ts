import type { RawRecord } from '../source/raw-record.ts';

/** A text as it comes from a file, in pieces cut at the given places. */
export async function* piecesOf(text: string, cuts: readonly number[] = []): AsyncGenerator<string> {
  const places = [0, ...[...cuts].sort((left, right) => left - right), text.length];
  for (const [index, place] of places.slice(1).entries()) yield text.slice(places[index], place);
}

/** Everything that is read, and what ended the reading, if anything did. */
export async function readAll(
  records: AsyncGenerator<RawRecord[]>,
): Promise<{ readonly records: RawRecord[]; readonly fault: unknown }> {
  const read: RawRecord[] = [];
  try {
    for await (const some of records) read.push(...some);
    return { records: read, fault: null };
  } catch (fault) {
    return { records: read, fault };
  }
}
