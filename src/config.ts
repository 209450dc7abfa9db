import path from 'node:path';
import { z } from 'zod';
import { isMailAddress } from './platform/mail/mail-address.ts';

/** How urgent a line of the log can be, the most urgent first; `silent` writes nothing. */
export const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

/** A setting as a person meets it: a variable of the environment. The documentation lists exactly these. */
export interface Setting {
  readonly name: string;
  /** What holds when the variable is absent or empty, as it would be written. */
  readonly default: string;
  readonly meaning: string;
}

/** All settings, checked. */
export type Config = Readonly<z.infer<typeof Environment>>;

const wholeNumber = (from: number, to: number) =>
  z.coerce.number(`must be a whole number from ${from} to ${to}`).int().min(from).max(to);
const httpUrl = z.url({ protocol: /^https?$/, error: 'must be an http:// or https:// address' });
const postgresUrl = z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgresql:// address' });
const smtpUrl = z
  .string()
  .refine(
    isMailServer,
    'must be an smtp:// or smtps:// address with a host; in user name and password, % is written %25',
  );
const mailAddress = z.string().refine(isMailAddress, 'must be an e-mail address');
// What went along with the address would be in the messages of whatever fails to reach it.
const bareHttpUrl = httpUrl.refine(isBare, 'must hold no user name, no password, no query and no fragment');
// What a header can hold: anything else fails at every request, with the token in its message.
const bearerToken = z
  .string()
  .regex(/^[\x20-\x7e\xa0-\xff]+$/, 'must hold no line breaks, no control characters and no others than Latin-1 has');
const choice = <const T extends readonly string[]>(options: T) =>
  z.enum(options, { error: `must be one of ${options.join(', ')}` });

const Settings = z.object({
  PORT: wholeNumber(0, 65_535).default(4000).describe('The TCP port that is listened on; 0 takes any free one'),
  HOST: z.string().default('127.0.0.1').describe('The network address that is listened on; 0.0.0.0 for all'),
  DATA_DIR: z
    .string()
    .default('.data')
    .describe('Where keys, sign-in data and the embedded PostgreSQL are kept; deleting it starts afresh'),
  DATABASE_URL: postgresUrl.optional().describe('The PostgreSQL to use; absent: an embedded one in DATA_DIR'),
  ROLE: choice(['all', 'api', 'worker'])
    .default('all')
    .describe('What this process does: serve requests, run jobs, or both'),
  PUBLIC_URL: httpUrl
    .optional()
    .describe('The address under which clients reach the server; absent: http://localhost:PORT'),
  LANES: wholeNumber(1, 64).default(2).describe('How many chunks of one job are worked on at once, over all workers'),
  TIME_ZONE: z
    .string()
    .default('UTC')
    .refine((zone) => Intl.supportedValuesOf('timeZone').includes(zone) || zone === 'UTC', 'must be an IANA time zone')
    .describe("The institution's time zone, such as Europe/Berlin: decides which day today is"),
  SIGNING_KEY: z
    .string()
    .min(32, 'must have at least 32 characters')
    .optional()
    .describe('The secret that signs tokens, the same for all processes; absent: one made at random in DATA_DIR'),
  CONFIRMATION_ABOVE: wholeNumber(0, 2_147_483_647)
    .optional()
    .describe('A job on more users than this needs the confirmation of a preview; absent: none does'),
  SMTP_URL: smtpUrl
    .optional()
    .describe('The mail server that letters go to; absent: each letter is written as a file into DATA_DIR/outbox'),
  MAIL_FROM: mailAddress
    .optional()
    .describe('The e-mail address that letters come from; required with SMTP_URL, otherwise rollcall@localhost'),
  MAIL_FROM_NAME: z.string().max(100).default('Rollcall').describe('The name beside that address'),
  SMTP_CONNECTIONS: wholeNumber(1, 100).default(5).describe('How many connections to the mail server a worker opens'),
  SMTP_RATE: wholeNumber(1, 100_000)
    .optional()
    .describe('How many letters are sent in a second at most, by all workers together; absent: as many as go'),
  SMTP_TIMEOUT: wholeNumber(1, 3600).default(60).describe('How many seconds the mail server may keep silent'),
  OUTBOX_ATTEMPTS: wholeNumber(1, 100)
    .default(8)
    .describe('How often a letter or an export is tried before it has failed, unless it is refused for good'),
  OUTBOX_RETRY_SECONDS: wholeNumber(0, 3600)
    .default(15)
    .describe('The pause before the second attempt; each further pause is twice as long, an hour at most'),
  UNKNOWN_LETTERS: choice(['resend', 'leave'])
    .default('resend')
    .describe(
      'Letters that may have gone out when a worker died: send them again with the same Message-ID, or leave them',
    ),
  SCIM_URL: bareHttpUrl
    .optional()
    .describe('The SCIM 2.0 address of the identity provider that users are exported to, without /Users; absent: none'),
  SCIM_TOKEN: bearerToken.optional().describe('The bearer token that the identity provider asks for'),
  SET_FILE_LIMIT: wholeNumber(1_000, 1_000_000_000)
    .default(32_000_000)
    .describe('The most bytes that a file of users for a set may have'),
  LOG_LEVEL: choice(LOG_LEVELS).default('info').describe('The least urgent lines that are logged'),
});

const WholeSettings = Settings.refine(({ SMTP_URL, MAIL_FROM }) => !SMTP_URL || MAIL_FROM, {
  path: ['MAIL_FROM'],
  error: 'must be given when SMTP_URL is',
});

const Environment = WholeSettings.transform((variables) => ({
  port: variables.PORT,
  host: variables.HOST,
  dataDirectory: path.resolve(variables.DATA_DIR),
  databaseUrl: variables.DATABASE_URL,
  role: variables.ROLE,
  publicUrl: (variables.PUBLIC_URL ?? `http://localhost:${variables.PORT}`).replace(/\/+$/, ''),
  lanes: variables.LANES,
  timeZone: variables.TIME_ZONE,
  signingKey: variables.SIGNING_KEY,
  confirmationAbove: variables.CONFIRMATION_ABOVE,
  smtpUrl: variables.SMTP_URL,
  mailFrom: { name: variables.MAIL_FROM_NAME, address: variables.MAIL_FROM ?? 'rollcall@localhost' },
  smtpConnections: variables.SMTP_CONNECTIONS,
  smtpRate: variables.SMTP_RATE ?? null,
  smtpTimeoutMs: variables.SMTP_TIMEOUT * 1_000,
  outboxAttempts: variables.OUTBOX_ATTEMPTS,
  outboxRetrySeconds: variables.OUTBOX_RETRY_SECONDS,
  unknownLetters: variables.UNKNOWN_LETTERS,
  scimUrl: variables.SCIM_URL?.replace(/\/+$/, ''),
  scimToken: variables.SCIM_TOKEN,
  setFileLimit: variables.SET_FILE_LIMIT,
  logLevel: variables.LOG_LEVEL,
}));

function isMailServer(address: string): boolean {
  const url = URL.parse(address);
  // The parser lets anything stand for a host that is none, and any percent sign in the credentials.
  return (
    url !== null && /^smtps?:\/\/[^/]/i.test(address) && url.hostname !== '' && decodes(url.username + url.password)
  );
}

function decodes(text: string): boolean {
  try {
    return decodeURIComponent(text) !== null;
  } catch {
    return false;
  }
}

function isBare(address: string): boolean {
  const url = URL.parse(address);
  return url === null || (!url.username && !url.password && !/[?#]/.test(address));
}

/** Every setting there is. */
export const SETTINGS: readonly Setting[] = Object.entries(Settings.shape).map(([name, schema]) => ({
  name,
  default: String(schema.safeParse(undefined).data ?? ''),
  meaning: schema.description ?? '',
}));

/** Whether npm took a `--dry-run` for its own, as it does without a `--` before the arguments of a script. */
export function npmKeptDryRun(): boolean {
  return process.env.npm_config_dry_run === 'true';
}

/** Settings that cannot be used; the message names every fault. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

type Variables = Readonly<Record<string, string | undefined>>;

/** Reads and checks all settings; `fixed` ones are not for the environment to say. Throws a {@link ConfigError} that names every fault at once. */
export function readConfig(environment: Variables = process.env, fixed: Variables = {}): Config {
  // An empty variable is an absent one: that is how compose files and shells write "not set".
  const present = Object.fromEntries(Object.entries({ ...environment, ...fixed }).filter(([, value]) => value !== ''));
  const result = Environment.safeParse(present);
  if (result.success) return Object.freeze(result.data);
  const faults = result.error.issues.map((issue) => `  ${issue.path.join('.')} ${issue.message}`);
  throw new ConfigError(`These settings cannot be used:\n${faults.join('\n')}`);
}
