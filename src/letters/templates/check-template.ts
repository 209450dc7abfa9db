import { LiquidError, type Template, type Variable } from 'liquidjs';
import type { InputIssue } from '../../platform/problems.ts';
import type { LetterTemplate } from './letter-template.ts';
import { type LetterPurpose, sampleValues, variablesFor } from './letter-variables.ts';
import { parts, type TemplatePart } from './render-template.ts';

/**
 * Every fault of a template: syntax, variables that are not there, required ones that are missing, and what fails for
 * somebody of whom nothing is on file. Paths end with the text at fault, messages with the line.
 */
export function templateIssues(
  template: LetterTemplate,
  purpose: LetterPurpose,
  path: readonly (string | number)[],
): InputIssue[] {
  return (['subject', 'text', 'html'] as const).flatMap((part) => {
    const source = template[part];
    if (source === null) return [];
    const place = [...path, part];
    const { language } = template;
    return partFaults(part, source, purpose).map((fault) => ({ path: place, message: `${language}: ${fault}` }));
  });
}

function partFaults(part: TemplatePart, source: string, purpose: LetterPurpose): string[] {
  const engine = parts[part];
  try {
    const templates = engine.parse(source);
    const unknown = unknownVariables(part, templates, purpose);
    if (unknown.length > 0) return unknown;
    const nothing = String(engine.renderSync(templates, sampleValues(purpose, 'NOTHING')));
    const sample = String(engine.renderSync(templates, sampleValues(purpose)));
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
  // A subject travels openly, and stays in the logs of every server on the way.
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
