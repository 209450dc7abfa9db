import { LONGEST_RECORD, SourceFault } from './raw-record.ts';

/** The text of one JSON record, and the line it begins on. */
export interface RecordText {
  readonly line: number;
  readonly text: string;
}

const NEWLINE = 10;
const QUOTE = 34;
const BACKSLASH = 92;
const OPEN_BRACKET = 91;
const CLOSE_BRACKET = 93;
const OPEN_BRACE = 123;
const CLOSE_BRACE = 125;
const BLANK_OR_COMMA: ReadonlySet<number> = new Set([9, 10, 13, 32, 44]);

const LIST_NAME = /"users?"\s*:\s*$/;
const LONGEST_LIST_NAME = 80;

/**
 * Cuts records out of a JSON text that comes in pieces. No streaming parser at hand tells the line of what it read, or
 * goes on behind a broken record; where records end, brackets and quotes tell, and JSON.parse does the rest.
 */
export class RecordScanner {
  /** Where the text stopped making sense; nothing is read beyond. */
  fault: SourceFault | null = null;
  #found: RecordText[] = [];
  #line = 1;
  #list: 'NONE' | 'BARE' | 'IN_OBJECT' = 'NONE';
  /** How many brackets are open since the record began; 0 between records. */
  #depth = 0;
  /** In an element of a list that is no object: null, a number, a text … */
  #inValue = false;
  #inString = false;
  #escaped = false;
  /** In an object that holds the list: all the rest of it is of no interest. */
  #passingOver = false;
  #recordLine = 1;
  #kept = '';

  /** The records completed since the last call. */
  take(): RecordText[] {
    const taken = this.#found;
    this.#found = [];
    return taken;
  }

  scan(piece: string): void {
    let start = 0;
    for (let index = 0; index < piece.length && !this.fault; index += 1) {
      const character = piece.charCodeAt(index);
      if (character === NEWLINE) this.#line += 1;
      if (this.#inString) this.#stepInString(character);
      else if (this.#depth === 0) {
        if (this.#inValue && this.#endsValue(character)) this.#finishValue(piece.slice(start, index));
        if (!this.#inValue && !BLANK_OR_COMMA.has(character)) start = index;
        this.#stepBetween(character);
      } else if (character === CLOSE_BRACE || character === CLOSE_BRACKET) {
        this.#depth -= 1;
        if (this.#depth === 0) this.#finish(piece.slice(start, index + 1));
      } else if (character === OPEN_BRACKET && this.#opensList(piece, start, index)) this.#enterList();
      else this.#stepInRecord(character);
    }
    if (this.#depth > 0 || this.#inValue) this.#keep(piece.slice(start));
  }

  /** The text is over: that it is complete, too, is checked here. */
  end(): void {
    if (this.#depth > 0 && !this.#passingOver) {
      this.#fail(this.#recordLine, 'the file ends within the record that begins here.');
    } else if (this.#depth > 0 || this.#list !== 'NONE') {
      this.#fail(this.#line, 'the file ends before the list of records does.');
    }
  }

  #stepInString(character: number): void {
    if (this.#escaped) this.#escaped = false;
    else if (character === BACKSLASH) this.#escaped = true;
    else if (character === QUOTE) this.#inString = false;
    // With a quote missing, inside and outside change places from here on.
    else if (character === NEWLINE) this.#fail(this.#line - 1, 'a text is not closed on its line.');
  }

  #stepInRecord(character: number): void {
    if (character === QUOTE) this.#inString = true;
    else if (character === OPEN_BRACE || character === OPEN_BRACKET) this.#depth += 1;
  }

  #stepBetween(character: number): void {
    if (this.#inValue) this.#inString = character === QUOTE;
    else if (character === OPEN_BRACKET && this.#list === 'NONE') this.#list = 'BARE';
    else if (character === OPEN_BRACE || character === OPEN_BRACKET) {
      this.#depth = 1;
      this.#recordLine = this.#line;
    } else if (character === CLOSE_BRACKET && this.#list !== 'NONE') this.#leaveList();
    else if (!BLANK_OR_COMMA.has(character)) this.#beginValue(character);
  }

  #beginValue(character: number): void {
    if (this.#list === 'NONE') this.#failWithin(this.#line, String.fromCharCode(character));
    this.#inValue = true;
    this.#inString = character === QUOTE;
    this.#recordLine = this.#line;
  }

  #endsValue(character: number): boolean {
    return character === CLOSE_BRACKET || BLANK_OR_COMMA.has(character);
  }

  // What is no JSON at all may hide where the list goes on.
  #finishValue(end: string): void {
    this.#inValue = false;
    const text = this.#kept + end;
    if (isJson(text)) this.#finish(end);
    else this.#failWithin(this.#recordLine, text.slice(0, LONGEST_LIST_NAME));
  }

  #opensList(piece: string, start: number, index: number): boolean {
    if (this.#list !== 'NONE' || this.#depth !== 1) return false;
    return LIST_NAME.test(this.#kept.slice(-LONGEST_LIST_NAME) + piece.slice(start, index).slice(-LONGEST_LIST_NAME));
  }

  #enterList(): void {
    this.#list = 'IN_OBJECT';
    this.#passingOver = false;
    this.#depth = 0;
    this.#kept = '';
  }

  #leaveList(): void {
    this.#passingOver = this.#list === 'IN_OBJECT';
    this.#depth = this.#passingOver ? 1 : 0;
    this.#list = 'NONE';
  }

  #finish(end: string): void {
    if (!this.#passingOver) this.#found.push({ line: this.#recordLine, text: this.#kept + end });
    this.#passingOver = false;
    this.#kept = '';
  }

  #keep(text: string): void {
    this.#kept = this.#passingOver ? text.slice(-LONGEST_LIST_NAME) : this.#kept + text;
    if (this.#kept.length > LONGEST_RECORD) this.#fail(this.#recordLine, 'the record that begins here never ends.');
  }

  #failWithin(line: number, found: string): void {
    this.#fail(line, `found “${found}” where a record belongs.`);
  }

  #fail(line: number, message: string): void {
    this.fault ??= new SourceFault(line, `The JSON is malformed: ${message}`);
  }
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
