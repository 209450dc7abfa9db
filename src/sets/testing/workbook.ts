import { type ZipPart, zipOf } from './zip.ts';

/** A cell of column A: a text, a number in a format, or XML as it stands. */
export type TestCell = string | { readonly number: string; readonly style?: number } | { readonly xml: string } | null;

const declaration = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const relation = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
const packaged = 'http://schemas.openxmlformats.org/package/2006/relationships';

/** The parts of a workbook as Excel writes them: texts shared, style 1 with the format `00000000`. */
export function workbookParts(cells: readonly TestCell[], others: readonly string[] = []): ZipPart[] {
  const strings: string[] = [];
  const row = (cell: TestCell, index: number) => {
    const line = index + 1;
    const more = others.map(
      (value, at) =>
        `<c r="${String.fromCharCode(66 + at)}${line}" t="inlineStr"><is><t>${escaped(value)}</t></is></c>`,
    );
    return cell === null ? '' : `<row r="${line}">${cellXml(cell, line, strings)}${more.join('')}</row>`;
  };
  const rows = cells.map(row).join('');
  const items = strings.map((text) => `<si><t xml:space="preserve">${escaped(text)}</t></si>`).join('');
  return [
    { name: '_rels/.rels', content: relations([['rId1', 'officeDocument', 'xl/workbook.xml']]) },
    {
      name: 'xl/workbook.xml',
      content: `${declaration}<workbook xmlns="${main}" xmlns:r="${relation}"><sheets><sheet name="Hidden" sheetId="1" state="hidden" r:id="rId9"/><sheet name="Users" sheetId="2" r:id="rId1"/></sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: relations([
        ['rId1', 'worksheet', 'worksheets/sheet1.xml'],
        ['rId2', 'sharedStrings', '/xl/sharedStrings.xml'],
        ['rId3', 'styles', 'styles.xml'],
      ]),
    },
    {
      name: 'xl/worksheets/sheet1.xml',
      content: `${declaration}<worksheet xmlns="${main}"><sheetData>${rows}</sheetData></worksheet>`,
    },
    { name: 'xl/sharedStrings.xml', content: `${declaration}<sst xmlns="${main}">${items}</sst>` },
    {
      name: 'xl/styles.xml',
      content: `${declaration}<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="00000000"/></numFmts><cellStyleXfs><xf numFmtId="164"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs></styleSheet>`,
    },
  ];
}

/** An XLSX file with these cells in column A, and the same further columns in every row. */
export function workbookOf(cells: readonly TestCell[], others: readonly string[] = []): Buffer {
  return zipOf(workbookParts(cells, others));
}

function cellXml(cell: Exclude<TestCell, null>, line: number, strings: string[]): string {
  if (typeof cell === 'string') return `<c r="A${line}" t="s"><v>${strings.push(cell) - 1}</v></c>`;
  if ('xml' in cell) return cell.xml;
  return `<c r="A${line}" s="${cell.style ?? 0}"><v>${cell.number}</v></c>`;
}

function relations(list: readonly (readonly [id: string, kind: string, target: string])[]): string {
  const each = list.map(
    ([id, kind, target]) => `<Relationship Id="${id}" Type="${relation}/${kind}" Target="${target}"/>`,
  );
  return `${declaration}<Relationships xmlns="${packaged}">${each.join('')}</Relationships>`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}
