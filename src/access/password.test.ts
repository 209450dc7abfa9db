import { describe, expect, it } from 'vitest';
import { hashPassword, passwordMatches } from './password.ts';

describe('passwords', () => {
  it('match what was stored, and nothing else', async () => {
    const stored = await hashPassword('pässword one');
    expect(await passwordMatches('pässword one', stored)).toBe(true);
    expect(await passwordMatches('pässword on', stored)).toBe(false);
    expect(await passwordMatches('', stored)).toBe(false);
  });

  it('are one however their letters are composed', async () => {
    const stored = await hashPassword('caf\u00e9'.normalize('NFC'));
    expect(await passwordMatches('cafe\u0301', stored)).toBe(true);
  });

  it('are stored with a salt of their own, in the usual text form', async () => {
    const [one, other] = await Promise.all([hashPassword('same'), hashPassword('same')]);
    expect(one).not.toBe(other);
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
  });

  it('never match where there is none', async () => {
    expect(await passwordMatches('', null)).toBe(false);
  });

  it('refuse to be compared with what is no stored password', async () => {
    await expect(passwordMatches('x', 'plain text')).rejects.toThrow('text form');
  });
});
