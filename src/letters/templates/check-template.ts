import { setImmediate } from 'node:timers/promises';
import { LiquidError, type Template, type Variable } from 'liquidjs';
import type { InputIssue } from '../../platform/problems.ts';
import type { LetterTemplate } from './letter-template.ts';
import { type LetterPurpose, sampleValues, variablesFor } from './letter-variables.ts';
import { parts, type TemplatePart, valuesFor } from './render-template.ts';

// For all texts of one save together: fifty languages with three texts each must not keep the process from everything else.
const SAVE_LIMIT_MS = 2_000;
const MOST_TAGS = 2_000;
const MOST_ISSUES = 100;

/**
 * Every fault of the texts of a letter: syntax, variables that are not there, required ones that are missing, and what
 * fails for somebody of whom nothing is on file. Paths name the text at fault (`templates`, index, `html`), messages the
 * language and the line. Ends with the first text that takes too much, after
 * `limitMs` of work, and after 100 faults.
 */
export async function templateIssues(
  templates: readonly LetterTemplate[],
  purpose: LetterPurpose,
  limitMs: number = SAVE_LIMIT_MS,
): Promise<InputIssue[]> {
  const issues: InputIssue[] = [];
  let leftMs = limitMs;
  for (const { path, language, part, source } of textsOf(templates)) {
    const start = performance.now();
    const faults = leftMs > 0 ? partFaults(part, source, purpose) : [TAKES_TOO_LONG];
    leftMs -= performance.now() - start;
    issues.push(...faults.map((fault) => ({ path, message: `${language}: ${fault}` })));
    if (faults.some((fault) => LIMIT_FAULT.test(fault)) || issues.length >= MOST_ISSUES) break;
    // Requests wait while a text is checked, not while a letter is.
    await setImmediate();
  }
  return issues.slice(0, MOST_ISSUES);
}

const TAKES_TOO_LONG = 'time limit exceeded: the texts before this one take too long to be checked.';
const LIMIT_FAULT = /limit exceeded/;

function textsOf(templates: readonly LetterTemplate[]) {
  return templates.flatMap((template, index) =>
    (['subject', 'text', 'html'] as const).flatMap((part) => {
      const { language, [part]: source } = template;
      return source === null ? [] : [{ path: ['templates', index, part], language, part, source }];
    }),
  );
}

function partFaults(part: TemplatePart, source: string, purpose: LetterPurpose): string[] {
  const engine = parts[part];
  // Where each of them stands is found out by counting from the beginning.
  if ((source.match(/\{[{%]/g)?.length ?? 0) > MOST_TAGS) return [`At most ${MOST_TAGS} of {{ and {% in one text.`];
  try {
    const templates = engine.parse(source);
    const unknown = unknownVariables(part, templates, purpose);
    if (unknown.length > 0) return unknown;
    const nothing = String(engine.renderSync(templates, valuesFor(part, sampleValues(purpose, 'NOTHING'))));
    const sample = String(engine.renderSync(templates, valuesFor(part, sampleValues(purpose))));
    return missingVariables(part, [nothing, sample], purpose);
  } catch (error) {
    if (error instanceof LiquidError) return [faultText(error)];
    throw error;
  }
}

/** Liquid's own sentence ends with ", line:2, col:5". */
function faultText({ message }: LiquidError): string {
  return message.replace(/, line:(\d+), col:(\d+)$/, ' (line $1, column $2).');
}

function unknownVariables(part: TemplatePart, templates: Template[], purpose: LetterPurpose): string[] {
  const { globals } = parts[part].analyzeSync(templates, { partials: false });
  const values = sampleValues(purpose);
  return Object.values(globals)
    .flat()
    .flatMap(({ segments, location }) => {
      const fault = segmentsFault(part, segments, values);
      return fault ? [`${fault} (line ${location.row}, column ${location.col}).`] : [];
    });
}

function segmentsFault(part: TemplatePart, segments: Variable['segments'], values: unknown): string | null {
  const name = segments.map(String).join('.');
  if (part === 'subject' && name === 'temporaryPassword') return 'The subject must not show temporaryPassword';
  let value = values;
  for (const segment of segments) {
    // `user[today]`: what it means is known at rendering only, where the samples try it.
    if (typeof segment === 'object') return null;
    if (Array.isArray(value)) value = typeof segment === 'number' ? value.at(0) : listProperty(value, segment);
    else if (typeof value === 'object' && value !== null && Object.hasOwn(value, segment))
      value = Reflect.get(value, segment);
    else return `There is no variable ${name}`;
    if (value === undefined) return `There is no variable ${name}`;
  }
  return null;
}

function listProperty(list: readonly unknown[], name: string): unknown {
  return { size: list.length, first: list.at(0), last: list.at(-1) }[name];
}

function missingVariables(part: TemplatePart, rendered: readonly string[], purpose: LetterPurpose): string[] {
  if (part === 'subject') return [];
  return variablesFor(purpose)
    .filter(({ required, sample }) => required && rendered.some((text) => !text.includes(String(sample))))
    .map(({ name }) => `The text must show {{ ${name} }} to everybody.`);
}
