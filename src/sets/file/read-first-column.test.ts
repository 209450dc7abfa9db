import { expect, test } from 'vitest';
import { type TestCell, workbookOf, workbookParts } from '../testing/workbook.ts';
import { zipOf } from '../testing/zip.ts';
import { readFirstColumn } from './read-first-column.ts';
import { UnreadableFile } from './set-file.ts';

const encoded = (text: string, encoding: 'utf16le' | 'latin1' | 'utf8' = 'utf8') =>
  new Uint8Array(Buffer.from(text, encoding));

async function read(bytes: Uint8Array) {
  const lines = [];
  let blank = 0;
  for await (const batch of readFirstColumn(bytes).batches) {
    lines.push(...batch.lines);
    blank += batch.blank;
  }
  return {
    lines: lines.map(({ line, value }) => `${line} ${value}`),
    numbers: lines.filter(({ isNumber }) => isNumber).length,
    blank,
  };
}
const readText = async (text: string) => (await read(encoded(text))).lines;

test.for<[string, string, string[]]>([
  ['one value a line', 'Primary ID\nanna\nbert\n', ['1 Primary ID', '2 anna', '3 bert']],
  ['no break at the end', 'Primary ID\nanna', ['1 Primary ID', '2 anna']],
  ['breaks of Windows', 'Primary ID\r\nanna\r\nbert\r\n', ['1 Primary ID', '2 anna', '3 bert']],
  ['breaks of the old Mac', 'Primary ID\ranna\rbert', ['1 Primary ID', '2 anna', '3 bert']],
  ['a byte-order mark', '\u{feff}Primary ID\nanna', ['1 Primary ID', '2 anna']],
  ['leading zeros', 'BARCODE\n00123\n', ['1 BARCODE', '2 00123']],
  ['zeros kept the way of spreadsheets', 'BARCODE\n="00123"\n"=""00123"""\n', ['1 BARCODE', '2 00123', '3 00123']],
  ['blank lines', '\n\nPrimary ID\n\nanna\n   \n\nbert\n\n', ['3 Primary ID', '5 anna', '8 bert']],
  ['space around', 'Primary ID \n\t anna \u{a0}\n', ['1 Primary ID', '2 anna']],
  ['several columns', 'Primary ID,Name\nanna,"Berg, Anna"\n', ['1 Primary ID', '2 anna']],
  ['semicolons', 'Primary ID;Name\nanna;Berg, A.\n', ['1 Primary ID', '2 anna']],
  ['tabs', 'Primary ID\tName\nanna\tBerg; A.\n', ['1 Primary ID', '2 anna']],
  ['no columns: the whole line', 'Primary ID\nBerg, Anna; 2\n', ['1 Primary ID', '2 Berg, Anna; 2']],
  ['quotes', '"Primary ID","Name"\n"an""na","Berg"\n', ['1 Primary ID', '2 an"na']],
  ['breaks in quotes', 'Primary ID,Note\nanna,"one\ntwo"\nbert,\n', ['1 Primary ID', '2 anna', '4 bert']],
  [
    'a quote that is not closed',
    'Primary ID,Note\n"anna,x\nbert,y\ncleo,z\n',
    ['1 Primary ID', '2 "anna', '3 bert', '4 cleo'],
  ],
  ['quotes in the midst', 'BARCODE\nA"1\nB2\nC"3\n', ['1 BARCODE', '2 A"1', '3 B2', '4 C"3']],
  ['U+0000', 'BARCODE\nA\0B\n', ['1 BARCODE', '2 A\u{fffd}B']],
  ['an empty first cell', 'BARCODE,Name\n,Berg\n12,Tal\n', ['1 BARCODE', '3 12']],
  ['nothing', '', []],
  ['nothing but breaks', '\r\n\n\r', []],
])('of text with %s', async ([, text, expected]) => {
  expect(await readText(text)).toEqual(expected);
});

test('blank lines are counted above and between the others', async () => {
  expect(await read(encoded('\nBARCODE,x\n\n\n1,x\n,x\n2,x\n\n'))).toMatchObject({
    lines: ['2 BARCODE', '5 1', '7 2'],
    blank: 4,
  });
});

test.for<[string, Uint8Array]>([
  ['UTF-8', encoded('USERNAME\nmüller')],
  ['UTF-16, marked', new Uint8Array([0xff, 0xfe, ...encoded('USERNAME\nmüller', 'utf16le')])],
  ['UTF-16, not marked', encoded('USERNAME\nmüller', 'utf16le')],
  ['UTF-16 the other way round', new Uint8Array([0xfe, 0xff, ...Buffer.from('USERNAME\nmüller', 'utf16le').swap16()])],
  ['what Windows writes in the west', encoded('USERNAME\nmüller', 'latin1')],
])('text in %s is understood', async ([, bytes]) => {
  expect((await read(bytes)).lines).toEqual(['1 USERNAME', '2 müller']);
});

test('what a value is cut off at does not name anybody else', async () => {
  const [, line] = await readText(`BARCODE\n${'x'.repeat(600)}\n`);
  expect(line).toBe(`2 ${'x'.repeat(500)}…`);
});

const rich =
  '<c r="A2" t="inlineStr"><is><r><rPr><b/></rPr><t>an</t></r><r><t>na</t></r><rPh><t>READING</t></rPh></is></c>';
test.for<[string, TestCell[], string[], number]>([
  ['texts', ['Primary ID', '00123', ' anna '], ['1 Primary ID', '2 00123', '3 anna'], 0],
  [
    'numbers',
    ['BARCODE', { number: '123' }, { number: '2.9012345678901E13' }],
    ['1 BARCODE', '2 123', '3 29012345678901'],
    2,
  ],
  ['numbers shown with zeros', ['BARCODE', { number: '123', style: 1 }], ['1 BARCODE', '2 00000123'], 0],
  ['gaps', ['BARCODE', null, '', 'A1'], ['1 BARCODE', '4 A1'], 0],
  ['formatted text', ['BARCODE', { xml: rich }], ['1 BARCODE', '2 anna'], 0],
  [
    'formulas, truths and faults',
    [
      'BARCODE',
      { xml: '<c r="A2" t="str"><f>"a"&amp;1</f><v>a1</v></c>' },
      { xml: '<c r="A3" t="b"><v>1</v></c>' },
      { xml: '<c r="A4" t="e"><v>#N/A</v></c>' },
    ],
    ['1 BARCODE', '2 a1', '3 TRUE', '4 #N/A'],
    0,
  ],
  [
    'cells that do not say where they are',
    ['BARCODE', { xml: '<c t="str"><v>A1</v></c><c t="str"><v>B1</v></c>' }],
    ['1 BARCODE', '2 A1'],
    0,
  ],
])('of a workbook with %s', async ([, cells, expected, numbers]) => {
  expect(await read(new Uint8Array(workbookOf(cells, ['Other'])))).toMatchObject({ lines: expected, numbers });
});

const parts = workbookParts(['BARCODE', 'A1']);
const withSheet = (content: string, claimedSize?: number) =>
  zipOf(parts.map((part) => (part.name.endsWith('sheet1.xml') ? { ...part, content, claimedSize } : part)));
const rows = (xml: string) => `<worksheet><sheetData>${xml}</sheetData></worksheet>`;

test('rows and cells that do not say where they are follow each other', async () => {
  const cell = '<row><c t="str"><v>x</v></c><c t="str"><v>y</v></c></row>';
  const sheet = withSheet(rows(`<row r="5"><c t="s"/></row>${cell}${cell}<row r="1048576"><c t="s"><v></v></c></row>`));
  expect(await read(new Uint8Array(sheet))).toMatchObject({ lines: ['6 x', '7 x'], blank: 5 });
});

const at = (r: string) => `<row r="${r}"><c t="str"><v>x</v></c></row>`;
const shared = (index: string) => `<row r="2"><c r="A2" t="s"><v>${index}</v></c></row>`;
test.for<[string, string]>([
  ['a row before the first', at('-5')],
  ['a row that is none', at('x')],
  ['half a row', at('1.5')],
  ['a row past the last', at('1048577')],
  ['a row past all numbers', at('4294967296')],
  ['a row twice', at('5') + at('5')],
  ['a row above the one before', at('5') + at('4')],
  ['more rows than a sheet has', `${at('1048576')}<row><c t="str"><v>x</v></c></row>`],
  ['a cell of another row', '<row r="2"><c r="A9" t="str"><v>x</v></c></row>'],
  ['a cell that is nowhere', '<row r="2"><c r="2" t="str"><v>x</v></c></row>'],
  ['a cell twice', '<row r="2"><c r="A2" t="str"><v>x</v></c><c r="A2" t="str"><v>y</v></c></row>'],
  ['a shared text that is not there', shared('2')],
  ['a shared text before the first', shared('-1')],
  ['a shared text between two', shared('0.5')],
  ['a shared text without a number', shared('x')],
])('a workbook with %s is damaged, and no line is left out in silence', async ([, xml]) => {
  const reading = read(new Uint8Array(withSheet(rows(xml))));
  await expect(reading).rejects.toThrow(UnreadableFile);
  await expect(reading).rejects.toThrow(/The workbook is damaged/);
});

const megabytes = (count: number, text = 'a') => text.repeat((count * 1024 * 1024) / text.length);
test.for<[string, Uint8Array, RegExp]>([
  ['a zip that is no workbook', zipOf([{ name: 'readme.txt', content: 'Hello' }]), /no XLSX workbook/],
  ['a workbook without its sheet', zipOf(parts.filter(({ name }) => !name.includes('sheet1'))), /no sheet/],
  ['half a workbook', zipOf(parts).subarray(0, 900), /damaged/],
  ['XML that is none', withSheet('<worksheet><sheetData><row>'), /XML/],
  ['a workbook of the old kind', new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1, 2]), /old kind/],
  ['compressed text', new Uint8Array([0x1f, 0x8b, 8, 0]), /compressed/],
  ['a sheet that claims to be huge', withSheet(rows(''), 3_000_000_000), /too large/],
  ['a sheet larger than it claims', withSheet(rows(`<!--${megabytes(2)}-->`), 1_000), /damaged/],
  [
    'a cell larger than cells are',
    withSheet(rows(`<row><c t="str"><v>${megabytes(4)}</v></c></row>`)),
    /larger than a cell/,
  ],
  ['tags without end', withSheet(megabytes(1, '<a>')), /nested/],
  ['an entity', withSheet(`<!DOCTYPE x [<!ENTITY e "eeee">]>${rows('<row><c t="str"><v>&e;</v></c></row>')}`), /XML/],
])('%s is refused', async ([, bytes, message]) => {
  const reading = (async () => read(new Uint8Array(bytes)))();
  await expect(reading).rejects.toThrow(UnreadableFile);
  await expect(reading).rejects.toThrow(message);
});
