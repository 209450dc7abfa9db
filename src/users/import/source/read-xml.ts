import { SaxesParser, type SaxesTagPlain } from 'saxes';
import { brokenRecord, type RawRecord, rawRecord, SourceFault } from './raw-record.ts';

// Elements that only wrap a list; JSON has the list itself, under the name of its items.
const WRAPPERS: ReadonlyMap<string, string> = new Map([
  ['addresses', 'address'],
  ['address_types', 'address_type'],
  ['emails', 'email'],
  ['email_types', 'email_type'],
  ['phones', 'phone'],
  ['phone_types', 'phone_type'],
  ['user_identifiers', 'user_identifier'],
  ['user_roles', 'user_role'],
  ['user_blocks', 'user_block'],
  ['user_notes', 'user_note'],
  ['user_statistics', 'user_statistic'],
  ['proxy_for_users', 'proxy_for_user'],
  ['rs_libraries', 'rs_library'],
  ['library_notices', 'library_notice'],
  ['parameters', 'parameter'],
]);

// The other attributes say in words what a code means.
const MEANINGFUL_ATTRIBUTES = ['preferred', 'preferred_sms', 'segment_type'];

interface Element {
  readonly name: string;
  readonly line: number;
  readonly items: unknown[] | null;
  members: Record<string, unknown> | null;
  text: string;
}

/** Reads `<user>` records, alone or in `<users>`, each as its JSON would be. Throws {@link SourceFault} where the XML is malformed. */
export async function* readXml(text: AsyncIterable<string>): AsyncGenerator<RawRecord[]> {
  const reading = startReading();
  for await (const piece of text) {
    reading.parser.write(piece);
    yield reading.takeRecords();
    if (reading.fault()) break;
  }
  if (!reading.fault()) reading.parser.close();
  yield reading.takeRecords();
  const fault = reading.fault();
  if (fault) throw fault;
}

function startReading() {
  const parser = new SaxesParser();
  const path: Element[] = [];
  let records: RawRecord[] = [];
  let fault: SourceFault | null = null;
  let brokenRecordReason: string | null = null;
  let inTag = false;
  parser.on('error', (error) => {
    const message = error.message.replace(/^\d+:\d+: /, '');
    // The one error that hides nothing of what comes after it: the entity has a name and an end.
    if (message === 'undefined entity.' && isWithinRecord(path, inTag)) {
      brokenRecordReason ??= `The XML is malformed on line ${parser.line}: ${message}`;
    } else fault ??= new SourceFault(parser.line, `The XML is malformed: ${message}`);
  });
  let tagLine = 1;
  parser.on('opentagstart', () => {
    inTag = true;
    // When a line break ends the tag's name, the parser is on the next line already.
    tagLine = parser.line - (parser.column === 0 ? 1 : 0);
  });
  parser.on('opentag', (tag) => {
    inTag = false;
    if (path.length === 0 && tag.name !== 'users' && tag.name !== 'user') {
      fault ??= new SourceFault(tagLine, `The file holds <${tag.name}>, not <users> or <user>.`);
    }
    path.push(openElement(tag, tagLine));
  });
  parser.on('text', (content) => addText(path, content));
  parser.on('cdata', (content) => addText(path, content));
  parser.on('closetag', () => {
    const element = path.pop();
    const parent = path.at(-1);
    if (!element || fault) return;
    if (parent && parent.name !== 'users') addMember(parent, element);
    else if (parent || element.name === 'user') {
      records.push(readElement(element, brokenRecordReason));
      brokenRecordReason = null;
    }
  });
  const takeRecords = () => {
    const taken = records;
    records = [];
    return taken;
  };
  return { parser, fault: () => fault, takeRecords };
}

function isWithinRecord(path: readonly Element[], inTag: boolean): boolean {
  return path[0]?.name === 'user' || path.length > 1 || (path.length === 1 && inTag);
}

function readElement(element: Element, broken: string | null): RawRecord {
  if (element.name !== 'user') return brokenRecord(element.line, `Found <${element.name}> where a <user> belongs.`);
  return broken === null ? rawRecord(element.line, publishedValue(element)) : brokenRecord(element.line, broken);
}

function openElement(tag: SaxesTagPlain, line: number): Element {
  const attributes = MEANINGFUL_ATTRIBUTES.filter((name) => name in tag.attributes);
  const members = attributes.length > 0 ? emptyMembers() : null;
  for (const name of attributes) if (members) members[name] = tag.attributes[name];
  return { name: tag.name, line, items: WRAPPERS.has(tag.name) ? [] : null, members, text: '' };
}

function addText(path: readonly Element[], content: string): void {
  const element = path.at(-1);
  if (element) element.text += content;
}

function addMember(parent: Element, element: Element): void {
  if (parent.items) {
    parent.items.push(publishedValue(element));
    return;
  }
  parent.members ??= emptyMembers();
  parent.members[WRAPPERS.get(element.name) ?? element.name] = publishedValue(element);
}

function publishedValue(element: Element): unknown {
  return element.items ?? element.members ?? element.text;
}

// Without a prototype: the names come from a file.
function emptyMembers(): Record<string, unknown> {
  return Object.create(null);
}
