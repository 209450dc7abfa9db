import type { FollowJobSubscription } from '../../client/generated/graphql.ts';
import { say } from './say.ts';

type Report = NonNullable<FollowJobSubscription['jobProgress']['report']>;

/** Prints a job's report the way the library staff would read it. */
export function printReport({ counts, byAction, byCode, records, duration, csvUrl }: Report): void {
  say(`\nReport, after ${duration.toFixed(2)} s`);
  say(`  total ${counts.total} = processed ${counts.processed} + skipped ${counts.skipped}`);
  say(
    `  processed ${counts.processed} = updated ${counts.updated} + unchanged ${counts.unchanged} + errors ${counts.errors}; with warnings ${counts.warnings}`,
  );
  if (counts.lettersQueued + counts.lettersSkipped > 0) {
    say(
      `  letters ${counts.lettersQueued} = sent ${counts.lettersSent} + failed ${counts.lettersFailed}; withheld ${counts.lettersSkipped}`,
    );
  }
  say('\n  by action                                            updated  unchanged  errors');
  for (const { sentence, updated, unchanged, errors } of byAction) {
    say(`  ${shortened(sentence).padEnd(52)} ${column(updated, 7)} ${column(unchanged, 10)} ${column(errors, 7)}`);
  }
  say('\n  by code');
  for (const { code, message, users } of byCode) say(`  ${column(users, 7)}  ${code.padEnd(24)} ${message}`);
  say('\n  the first users');
  for (const { outcome, message, user, changes } of records.nodes) {
    const name = user ? `${user.lastName}, ${user.firstName}` : 'gone since';
    say(`  ${outcome.padEnd(10)} ${name.padEnd(28)} ${message} ${changes.map(({ field }) => `+ ${field}`).join(' ')}`);
  }
  say(`\n  all of them, once the server runs (npm start), with your token: ${new URL(csvUrl).pathname}\n`);
}

function column(value: number, width: number): string {
  return String(value).padStart(width);
}

function shortened(sentence: string): string {
  return sentence.length > 52 ? `${sentence.slice(0, 51)}…` : sentence;
}
