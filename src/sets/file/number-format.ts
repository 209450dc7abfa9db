import { readXml } from './read-xml.ts';

/** How many digits the cells of each style show at least: 8 for the format `00000000`, else 0. */
export async function readDigits(bytes: AsyncIterable<Uint8Array>): Promise<readonly number[]> {
  const digitsOf = new Map<string, number>();
  const digits: number[] = [];
  let inCells = false;
  const open = (name: string, attributes: Readonly<Record<string, string>>) => {
    const { numFmtId = '', formatCode = '' } = attributes;
    if (name === 'cellXfs') inCells = true;
    if (name === 'numFmt' && /^0{1,30}$/.test(formatCode)) digitsOf.set(numFmtId, formatCode.length);
    if (name === 'xf' && inCells) digits.push(digitsOf.get(numFmtId) ?? 0);
  };
  const close = (name: string) => {
    if (name === 'cellXfs') inCells = false;
  };
  for await (const _ of readXml(bytes, { open, close }));
  return digits;
}

/** A number as its cell shows it, as far as that matters for ids: whole numbers in full, zeros in front if the format adds them. */
export function shownNumber(stored: string, digits: number): string {
  const plain = /^\d+$/.test(stored) ? stored : inFull(stored);
  return plain.padStart(digits, '0');
}

// Spreadsheets write 2.9012345678901E13 for what they show as 29012345678901.
function inFull(stored: string): string {
  const number = Number(stored);
  return stored.trim() !== '' && Number.isInteger(number) && number >= 0 ? BigInt(number).toString() : stored;
}
