import type { Liquid, Template } from 'liquidjs';
import type { LetterTemplate } from './letter-template.ts';
import { htmlEngine, plainEngine } from './liquid-engines.ts';

/** A letter as its reader gets it. */
export interface RenderedLetter {
  readonly language: string;
  readonly subject: string;
  readonly text: string;
  /** null: plain text only. */
  readonly html: string | null;
}

/** The three texts of a template, each with the engine that understands it. */
export const parts = { subject: plainEngine, text: plainEngine, html: htmlEngine } as const;

/** One of the three texts. */
export type TemplatePart = keyof typeof parts;

type Parsed = { readonly [Part in TemplatePart]?: readonly Template[] };

const parsed = new WeakMap<LetterTemplate, Parsed>();

/** Fills in the values. Throws a LiquidError where the template does not allow for them, or takes too much. */
export function renderTemplate(template: LetterTemplate, values: object): RenderedLetter {
  const texts = parsed.get(template) ?? parse(template);
  parsed.set(template, texts);
  const render = (part: TemplatePart) => renderPart(parts[part], texts[part] ?? [], valuesFor(part, values));
  return {
    language: template.language,
    subject: render('subject').replaceAll(/\s+/g, ' ').trim(),
    text: render('text'),
    html: texts.html ? render('html') : null,
  };
}

/** The values for one of the texts: a subject travels openly, and stays in the logs of every server on the way. */
export function valuesFor(part: TemplatePart, values: object): object {
  if (part !== 'subject' || !('temporaryPassword' in values)) return values;
  const { temporaryPassword, ...others } = values;
  return others;
}

function parse({ subject, text, html }: LetterTemplate): Parsed {
  const plain = { subject: parts.subject.parse(subject), text: parts.text.parse(text) };
  return html === null ? plain : { ...plain, html: parts.html.parse(html) };
}

function renderPart(engine: Liquid, templates: readonly Template[], values: object): string {
  return String(engine.renderSync([...templates], values));
}
