import { argon2, randomBytes, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify(argon2);

// OWASP's first choice for argon2id: 19 MiB, two passes, one lane.
const MEMORY_KIB = 19_456;
const PASSES = 2;
const LANES = 1;
const TAG_BYTES = 32;
const SALT_BYTES = 16;

interface Parameters {
  readonly memory: number;
  readonly passes: number;
  readonly parallelism: number;
  readonly nonce: Buffer;
  readonly tagLength: number;
}

/** The password as it may be stored: argon2id in the usual text form, `$argon2id$v=19$m=…,t=…,p=…$salt$hash`. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(SALT_BYTES);
  const parameters = { memory: MEMORY_KIB, passes: PASSES, parallelism: LANES, nonce, tagLength: TAG_BYTES };
  const hash = await derived(password, parameters);
  return `$argon2id$v=19$m=${MEMORY_KIB},t=${PASSES},p=${LANES}$${unpadded(nonce)}$${unpadded(hash)}`;
}

/** Whether the password is the one that was stored. Takes as long for null (nobody, or no password) as for a hash. */
export async function passwordMatches(password: string, stored: string | null): Promise<boolean> {
  const known = stored === null ? null : parse(stored);
  const { hash, ...parameters } = known ?? DECOY;
  const given = await derived(password, parameters);
  return timingSafeEqual(given, hash) && known !== null;
}

const DECOY: Parameters & { readonly hash: Buffer } = {
  memory: MEMORY_KIB,
  passes: PASSES,
  parallelism: LANES,
  nonce: randomBytes(SALT_BYTES),
  tagLength: TAG_BYTES,
  hash: randomBytes(TAG_BYTES),
};

async function derived(password: string, parameters: Parameters): Promise<Buffer> {
  // One password may be typed in several Unicode forms; they are one password.
  return derive('argon2id', { ...parameters, message: Buffer.from(password.normalize('NFKC'), 'utf8') });
}

function parse(stored: string): Parameters & { readonly hash: Buffer } {
  const [, memory, passes, parallelism, salt, tag] =
    /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([\w+/]+)\$([\w+/]+)$/.exec(stored) ?? [];
  if (!salt || !tag) throw new Error('A stored password is not in the argon2id text form.');
  const hash = Buffer.from(tag, 'base64');
  return {
    memory: Number(memory),
    passes: Number(passes),
    parallelism: Number(parallelism),
    nonce: Buffer.from(salt, 'base64'),
    tagLength: hash.length,
    hash,
  };
}

function unpadded(bytes: Buffer): string {
  return bytes.toString('base64').replaceAll('=', '');
}
