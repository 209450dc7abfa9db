import { describe, expect, test } from 'vitest';
import { isMailAddress } from './mail-address.ts';

describe('isMailAddress', () => {
  test.each([
    'a@b.example',
    'first.last+tag@sub.domain.example',
    "o'brien@example.org",
    'user@localhost',
    'юрий@пример.рф',
    'x@bücher.example',
    '{{7*7}}@example.org',
  ])('%j is one', (address) => expect(isMailAddress(address)).toBe(true));

  test.each([
    '',
    '@',
    'a@',
    '@b.example',
    'a b@c.example',
    'a@b@c.example',
    'u@x.example\r\nBcc: evil@x.example',
    'u@x.example\n',
    'u\r\n@x.example',
    'u@x.exa\tmple',
    'u@x.example, evil@x.example',
    'Name <u@x.example>',
    '"quoted part"@x.example',
    'u@[127.0.0.1]',
    'u@x..example',
    '.u@x.example',
    'u@-x.example',
    'u@x.example;evil@x.example',
    'u\u200b@x.example',
    'x@b.org/foo',
    'x@b.org?y',
    'x@b.org#z',
    'x@b.org\\x',
    'x@b.org/>,<c',
    'x@b%2Eorg',
    'x@b.org:25',
    'x@b．org',
    'x@b.org。',
    `${'u'.repeat(65)}@x.example`,
    `u@${'x'.repeat(64)}.example`,
  ])('%j is none', (address) => expect(isMailAddress(address)).toBe(false));
});
