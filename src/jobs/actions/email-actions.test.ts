import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { withChange } from '../record/user-change.ts';
import type { EmailFact } from '../record/user-facts.ts';
import { deciding, issuesOf, pairs, resolving } from '../testing/deciding.ts';
import { emailWith } from '../testing/entries.ts';
import { OPERATOR_ID, roleWith, userWith } from '../testing/facts.ts';
import { isDomain, isEmailAddress } from './email-replacement.ts';
import { replaceEmail } from './replace-email.ts';

const domain = { find: '@old.example', replace: '@new.example' };
const below = { ...domain, includeSubdomains: true };
const preferred = { ...domain, preferredOnly: true };
const whole = { find: 'Ada@Old.Example', replace: 'ada@new.example' };

describe('replacing in e-mail addresses', () => {
  it.each<[object, string, string | null]>([
    [domain, 'Ada.L@old.example', 'Ada.L@new.example'],
    [domain, 'ada@OLD.Example', 'ada@new.example'],
    [domain, 'ada@older.example', null],
    [domain, 'ada@bold.example', null],
    [domain, 'ada@students.old.example', null],
    [domain, 'ada@old.example.org', null],
    [domain, 'old.example', null],
    [below, 'ada@students.old.example', 'ada@students.new.example'],
    [below, 'ada@Old.example', 'ada@new.example'],
    [below, 'ada@bold.example', null],
    [whole, 'ADA@old.example', 'ada@new.example'],
    [whole, 'ada@old.example.org', null],
    [whole, 'bob@old.example', null],
  ])('%#: %j: %s becomes %s', (input, address, after) => {
    const email = emailWith(address, { preferred: true });
    const decision = deciding(replaceEmail, input, { emails: [emailWith('other@mail.example'), email] });
    expect(decision.code).toBe(after === null ? 'EMAIL_NOT_FOUND' : 'EMAIL_REPLACED');
    expect(pairs(decision)).toEqual(after === null ? [] : [[email, { ...email, address: after }]]);
  });

  const old = emailWith('ada@old.example', { preferred: true, types: ['school'] });
  const other = emailWith('a.l@old.example');
  const same = emailWith('ADA@new.example');

  it('does so in all of a user, or in the preferred one only', () => {
    expect(deciding(replaceEmail, domain, { emails: [old, other] }).changes).toHaveLength(2);
    const only = deciding(replaceEmail, preferred, { emails: [other, old] });
    expect(pairs(only)).toEqual([[old, { ...old, address: 'ada@new.example' }]]);
    expect(deciding(replaceEmail, preferred, { emails: [other] }).code).toBe('EMAIL_NOT_FOUND');
  });

  it('makes one of two that become the same, which is preferred where either was', () => {
    const decision = deciding(replaceEmail, domain, { emails: [same, old] });
    expect(decision.code).toBe('EMAIL_REPLACED');
    expect(pairs(decision)).toEqual([
      [old, null],
      [same, { ...same, preferred: true, types: ['work', 'school'] }],
    ]);
    const less = emailWith('ada@old.example');
    expect(pairs(deciding(replaceEmail, domain, { emails: [less, same] }))).toEqual([[less, null]]);
  });

  it('makes one of two that both change', () => {
    const again = emailWith('ADA@old.example');
    expect(pairs(deciding(replaceEmail, domain, { emails: [again, old] }))).toEqual([
      [again, { ...again, address: 'ADA@new.example', types: ['work', 'school'], preferred: true }],
      [old, null],
    ]);
  });

  it('warns of the next load where one is external', () => {
    const external = { ...old, segment: 'EXTERNAL' as const };
    expect(deciding(replaceEmail, domain, { emails: [external] }).warnings).toEqual(['EXTERNAL_LOAD_MAY_OVERWRITE']);
    expect(deciding(replaceEmail, domain, { emails: [old] })).not.toHaveProperty('warnings');
  });

  it('makes nothing that is no address', () => {
    const long = { ...domain, replace: `@${'x'.repeat(60)}.${'y'.repeat(60)}.${'z'.repeat(60)}.example` };
    const emails = [emailWith(`${'a'.repeat(64)}@old.example`)];
    expect(deciding(replaceEmail, long, { emails })).toEqual({ code: 'EMAIL_NOT_VALID', changes: [] });
    const blank = [emailWith('ada lovelace@old.example')];
    expect(deciding(replaceEmail, domain, { emails: blank }).code).toBe('EMAIL_NOT_VALID');
  });

  it.each([
    ['21', '200', 'EMAIL_REPLACED'],
    ['21', '21', 'USER_ABOVE_YOUR_OWN'],
    ['50', '26', 'USER_ABOVE_YOUR_OWN'],
    ['26', '26', 'EMAIL_REPLACED'],
  ])('by somebody with the role %s, of somebody with %s: %s', (rank, roleType, code) => {
    const holder = { emails: [old], roles: [roleWith({ roleType })] };
    expect(deciding(replaceEmail, domain, holder, rank).code).toBe(code);
  });

  it('lets everybody change their own', () => {
    const own = { id: OPERATOR_ID, emails: [old], roles: [roleWith({ roleType: '21' })] };
    expect(deciding(replaceEmail, domain, own, '21').code).toBe('EMAIL_REPLACED');
  });

  it.each([
    ['neither a domain nor an address', { ...domain, find: 'old.example' }, ['find']],
    ['no domain', { ...domain, find: '@' }, ['find']],
    ['a wildcard', { ...domain, find: '@*.example' }, ['find']],
    ['an address for a domain', { ...domain, replace: 'ada@new.example' }, ['replace']],
    ['a domain for an address', { ...whole, replace: '@new.example' }, ['replace']],
    ['the same domain', { ...domain, replace: '@OLD.example' }, ['replace']],
    ['the same address', { ...whole, replace: whole.find }, ['replace']],
    ['domains below an address', { ...whole, includeSubdomains: true }, ['includeSubdomains']],
    ['a domain that would be found again', { ...below, replace: '@new.old.example' }, ['replace']],
  ])('is refused with %s', (_what, input, path) => {
    expect(issuesOf(replaceEmail, input)).toMatchObject([{ path }]);
  });

  it('is said in words', () => {
    expect(resolving(replaceEmail, domain).sentence).toBe('Replace @old.example with @new.example');
    expect(resolving(replaceEmail, { ...below, preferredOnly: true }).sentence).toBe(
      'Replace @old.example and the domains below it in the preferred address with @new.example',
    );
  });
});

describe('e-mail addresses', () => {
  it.each(['ada@mail.example', '100%_sure@mail.example', 'o’neill+x@mail.example', 'дама@почта.рф', 'a@b.c'])(
    '%s',
    (text) => expect(isEmailAddress(text)).toBe(true),
  );
  it.each([
    'ada',
    'mail.example',
    '@mail.example',
    'ada@',
    'ada@mail',
    'a b@mail.example',
    '.a@mail.example',
    'a..b@mail.example',
    'a@-b.c',
    'a@b..c',
    'a\n@b.c',
    'a@b@c.d',
  ])('not %j', (text) => expect(isEmailAddress(text)).toBe(false));
  it('have a domain with a dot', () => {
    expect(['mail.example', 'xn--mail.example', 'почта.рф'].filter(isDomain)).toHaveLength(3);
    expect(['mail', '', '.', 'a.', '.a', 'a b.c', `${'x'.repeat(64)}.example`].filter(isDomain)).toEqual([]);
  });
});

const anyAddress = fc
  .tuple(
    fc.constantFrom('ada', 'ADA', 'a.l'),
    fc.constantFrom('old.example', 'OLD.example', 'new.example', 'x.old.example'),
  )
  .map((parts) => parts.join('@'));

test('no user has an address twice afterwards, nor loses the preferred one, and a second time changes nothing', () => {
  const held = fc.uniqueArray(anyAddress, { maxLength: 6, selector: (address) => address.toLowerCase() });
  const input = fc.record({ includeSubdomains: fc.boolean(), preferredOnly: fc.boolean() });
  fc.assert(
    fc.property(held, input, fc.nat(5), (addresses, options, chosen) => {
      const emails: EmailFact[] = addresses.map((address, index) =>
        emailWith(address, { preferred: index === chosen }),
      );
      const { changes } = deciding(replaceEmail, { ...domain, ...options }, { emails });
      const after = changes.reduce(withChange, userWith({ emails })).emails;
      const folded = after.map(({ address }) => address.toLowerCase());
      expect(new Set(folded).size).toBe(folded.length);
      expect(after.filter((email) => email.preferred)).toHaveLength(chosen < addresses.length ? 1 : 0);
      for (const { before } of changes) expect(emails).toContain(before);
      if (options.preferredOnly) return;
      expect(deciding(replaceEmail, { ...domain, ...options }, { emails: after }).code).toBe('EMAIL_NOT_FOUND');
    }),
  );
});
