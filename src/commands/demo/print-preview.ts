import type { PreviewJobQuery } from '../../client/generated/graphql.ts';
import { say } from './say.ts';

type Success = Extract<PreviewJobQuery['previewUpdateNotifyJob'], { __typename: 'PreviewUpdateNotifyJobSuccess' }>;

/** Prints what a job would do, the way the library staff would read it before confirming. */
export function printPreview({ counts, warnings, sampleLetters }: Success['preview']): void {
  say('\nPreview, with nothing changed yet');
  say(
    `  of ${counts.total}: ${counts.updated} would be updated, ${counts.unchanged} not, ${counts.errors} fail; ${counts.letters} letters, ${counts.lettersSkipped} withheld`,
  );
  for (const { message, users } of warnings) say(`  ! ${message} (${users})`);
  for (const { subject, text } of sampleLetters) {
    say(`  | ${subject}`);
    for (const line of text.trim().split('\n')) say(`  | ${line}`);
  }
}
