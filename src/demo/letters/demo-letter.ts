import type { LetterTemplate } from '../../letters/templates/letter-template.ts';
import type { LetterPurpose } from '../../letters/templates/letter-variables.ts';

/** A letter of the demo institution; its code stands in the code table LETTER. */
export interface DemoLetter {
  readonly code: string;
  readonly description: string;
  readonly purpose: LetterPurpose;
  readonly templates: readonly LetterTemplate[];
}

const STYLE = 'font-family: sans-serif; line-height: 1.5; max-width: 40em';

/** HTML around what a letter says. */
export function htmlPage(language: string, ...paragraphs: readonly string[]): string {
  const body = paragraphs
    .map((paragraph) => (paragraph.startsWith('{%') ? paragraph : `  <p>${paragraph}</p>`))
    .join('\n');
  return `<!doctype html>\n<html lang="${language}">\n<body style="${STYLE}">\n${body}\n</body>\n</html>\n`;
}

/** The extra text of a run, its line breaks kept. */
export const EXTRA_HTML = '{% if extraText %}<p style="white-space: pre-line">{{ extraText }}</p>{% endif %}';
