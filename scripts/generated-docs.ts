import { SETTINGS } from '../src/config.ts';
import { outcomeCodes } from '../src/jobs/decide/outcome-codes.ts';

/** The pages of docs/ that are made from the code, by path. */
export function generatedDocs(): Record<string, string> {
  return { 'docs/settings.md': settingsPage(), 'docs/outcome-codes.md': outcomeCodesPage() };
}

function settingsPage(): string {
  const rows = SETTINGS.map(({ name, default: value, meaning }) => [`\`${name}\``, value && `\`${value}\``, meaning]);
  return `# Settings

All come from the environment, and are checked together at the start: every fault is reported at once. An empty variable
is an absent one.

${table(['setting', 'default', 'meaning'], rows)}`;
}

function outcomeCodesPage(): string {
  const rows = Object.entries(outcomeCodes).map(([code, { outcome, sentence, given }]) => [
    `\`${code}\``,
    outcome,
    sentence,
    given,
  ]);
  return `# Outcome codes

What an action of a job says about a user. Code and meaning are stable; sentences may be worded better some day. A user's
own outcome is ERROR if an action failed, else WARNING if one warns, else UPDATED if anything changed, else UNCHANGED.

${table(['code', 'outcome', 'sentence', 'given when'], rows)}`;
}

function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |\n`;
  return line(header) + line(header.map(() => '---')) + rows.map(line).join('');
}
