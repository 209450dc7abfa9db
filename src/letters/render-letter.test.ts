import { describe, expect, test } from 'vitest';
import { composed } from '../platform/mail/mail.ts';
import { renderLetter } from './render-letter.ts';
import { sampleValues } from './templates/letter-variables.ts';

const user = sampleValues('GENERAL').user as Readonly<Record<string, unknown>>;
const recipient = { id: 1, address: 'marie@example.org', preferredLanguage: 'en', user };
const head = { code: 'ALDERMOOR', name: 'Aldermoor University' };

function subjectOf(subject: string, extraText: string | null = null): string {
  const templates = [{ language: 'en', subject, text: 'Hello', html: null }];
  const letter = { name: 'Friendly\nreminder', purpose: 'GENERAL', defaultLanguage: 'en', templates } as const;
  return renderLetter(letter, { recipient, head, today: '2026-11-22', extraText, variables: null }).subject;
}

describe('the subject', () => {
  test('is that of the texts', () => {
    expect(subjectOf(' Dear {{ user.firstName }},\n{{ extraText }}')).toBe('Dear Marie,');
  });

  test('is the name of the letter where the texts leave it empty', () => {
    expect(subjectOf('{{ extraText }}')).toBe('Friendly reminder');
    expect(subjectOf('{{ extraText }}', ' \u0000\u2028 ')).toBe('Friendly reminder');
  });

  test.each(['x'.repeat(1_000), '😀'.repeat(1_000), `${'x'.repeat(399)} y`, 'a\u0000b\u2028c'])(
    'is rendered exactly as it is sent',
    (extraText) => {
      const subject = subjectOf('{{ extraText }}', extraText);
      expect([...subject].length).toBeLessThanOrEqual(400);
      const sender = { name: '', address: 'library@example.org' };
      const mail = { from: sender, to: sender, text: '', html: null, messageId: 'a@b', date: new Date(0) };
      expect(composed({ ...mail, subject }).subject).toBe(subject);
    },
  );
});
