import path from 'node:path';
import { expect, test } from 'vitest';
import { readConfig, SETTINGS } from './config.ts';

test('an empty environment gives the defaults', () => {
  expect(readConfig({})).toMatchObject({
    port: 4000,
    host: '127.0.0.1',
    dataDirectory: path.resolve('.data'),
    databaseUrl: undefined,
    role: 'all',
    publicUrl: 'http://localhost:4000',
    lanes: 2,
    logLevel: 'info',
  });
});

test('settings are read, empty ones count as absent', () => {
  const config = readConfig({ PORT: '4711', ROLE: 'worker', DATA_DIR: '/srv/rollcall', LANES: '', LOG_LEVEL: 'debug' });
  expect(config).toMatchObject({
    port: 4711,
    role: 'worker',
    dataDirectory: '/srv/rollcall',
    lanes: 2,
    logLevel: 'debug',
  });
  expect(config.publicUrl).toBe('http://localhost:4711');
});

test('a public address loses its closing slash', () => {
  expect(readConfig({ PUBLIC_URL: 'https://library.example/rollcall/' }).publicUrl).toBe(
    'https://library.example/rollcall',
  );
});

test('every fault is named at once, without the value of an address that may hold a password', () => {
  const read = () => readConfig({ PORT: '70000', ROLE: 'boss', LANES: '1.5', DATABASE_URL: 'mysql://u:hunter2@h/d' });
  expect(read).toThrow(/PORT .*65535[\s\S]*DATABASE_URL .*postgresql[\s\S]*ROLE .*all, api, worker[\s\S]*LANES /);
  expect(read).not.toThrow(/hunter2/);
});

test('a mail server needs an address that letters come from', () => {
  expect(() => readConfig({ SMTP_URL: 'smtp://mail.example' })).toThrow(/MAIL_FROM must be given/);
  expect(() => readConfig({ SMTP_URL: 'http://mail.example' })).toThrow(/SMTP_URL must be an smtp/);
  expect(() => readConfig({ MAIL_FROM: 'library@example.org\r\nBcc: evil@example.org' })).toThrow(/MAIL_FROM must be/);
  const { mailFrom } = readConfig({
    SMTP_URL: 'smtps://u:p@mail.example',
    MAIL_FROM: 'a@b.example',
    MAIL_FROM_NAME: 'A',
  });
  expect(mailFrom).toEqual({ name: 'A', address: 'a@b.example' });
  expect(readConfig({}).mailFrom.address).toBe('rollcall@localhost');
});

test.each(['a..b@x.org', '.a@x.org', 'a@-x.org', 'a@[127.0.0.1]', '"a b"@x.org', 'a@x.org/y', 'a@x..org'])(
  'letters cannot come from %s',
  (MAIL_FROM) => {
    const read = () => readConfig({ SMTP_URL: 'smtp://mail.example', MAIL_FROM });
    expect(read).toThrow('MAIL_FROM must be an e-mail address');
  },
);

test.each([
  'smtp://',
  'smtp:hunter2',
  'smtp:///hunter2',
  'smtps://u@:25',
  'smtp://u:hunter2%zz@mail.example',
  'smtp://%zz:hunter2@mail.example',
  'hunter2',
])('no mail server is at %s', (SMTP_URL) => {
  const read = () => readConfig({ SMTP_URL, MAIL_FROM: 'a@b.example' });
  expect(read).toThrow(/cannot be used:\n {2}SMTP_URL must be an smtp:.*$/);
  expect(read).not.toThrow(/hunter2/);
});

test.each(['smtp://mail.example', 'smtps://u%40x:p%25@mail.example:465', 'smtp://[::1]:25'])(
  'a mail server may be at %s',
  (SMTP_URL) => {
    expect(readConfig({ SMTP_URL, MAIL_FROM: 'юрий@b.example' })).toMatchObject({ smtpUrl: SMTP_URL });
  },
);

test.each([
  ['https://user:hunter2@idp.example/scim', 'SCIM_URL must hold no user name, no password, no query and no fragment'],
  ['https://idp.example/scim?key=hunter2', 'SCIM_URL must hold no user name'],
  ['https://idp.example/scim#hunter2', 'SCIM_URL must hold no user name'],
  ['ftp://idp.example/hunter2', 'SCIM_URL must be an http'],
])('an identity provider at %s is refused, and its address not repeated', (SCIM_URL, fault) => {
  expect(() => readConfig({ SCIM_URL })).toThrow(fault);
  expect(() => readConfig({ SCIM_URL })).not.toThrow(/hunter2/);
});

test.each(['hunter2\nx', 'hunter2\r', 'hunter2\0', 'hunter2\u20ac', '\thunter2'])(
  'the token %j is refused, and not repeated',
  (SCIM_TOKEN) => {
    expect(() => readConfig({ SCIM_TOKEN })).toThrow(/SCIM_TOKEN must/);
    expect(() => readConfig({ SCIM_TOKEN })).not.toThrow(/hunter2/);
  },
);

test('an identity provider has an address and a token', () => {
  const config = readConfig({ SCIM_URL: 'https://idp.example/scim/v2/', SCIM_TOKEN: 'ey.J0-_~+/x==' });
  expect(config).toMatchObject({ scimUrl: 'https://idp.example/scim/v2', scimToken: 'ey.J0-_~+/x==' });
});

test('the configuration cannot be changed', () => {
  expect(Object.isFrozen(readConfig({}))).toBe(true);
});

test('every setting is described', () => {
  expect(SETTINGS.map(({ name }) => name)).toContain('DATABASE_URL');
  for (const setting of SETTINGS) expect(setting.meaning, setting.name).not.toBe('');
});
