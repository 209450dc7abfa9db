/** Where the identity provider is, and how it is asked. */
export interface ScimOptions {
  /** The base address, without a slash at its end. */
  readonly url: string;
  readonly token: string | undefined;
  /** How long one request may take. */
  readonly timeoutMs: number;
}

/** What came back. `body` null: nothing, or nothing that is JSON. */
export interface ScimAnswer {
  readonly status: number;
  readonly body: unknown;
  /** The status line and what the server says about it, for people. */
  readonly reply: string;
  /** Seconds until it may be asked again, where it says so. */
  readonly retryAfter: number | null;
}

/** The identity provider could not be asked: no connection, none that held, or no answer in time. */
export class ScimUnreachable extends Error {
  override readonly name = 'ScimUnreachable';
  readonly timedOut: boolean;

  constructor(timedOut: boolean, cause: unknown) {
    super(timedOut ? 'No answer in time.' : `The connection failed: ${reasonOf(cause)}`, { cause });
    this.timedOut = timedOut;
  }
}

/** For the report. A TypeError's own text repeats the address or the header that fetch could not take: it is left out. */
function reasonOf(error: unknown): string {
  const reason = error instanceof TypeError ? error.cause : error;
  return reason instanceof Error && !(reason instanceof TypeError) ? reason.message : 'the request could not be made';
}

// A user is some kilobytes; whatever sends more is not what it should be.
const LONGEST_ANSWER = 1_048_576;
const MEDIA_TYPE = 'application/scim+json';

/** Sends one request to a SCIM server (RFC 7644). Throws {@link ScimUnreachable}. */
export async function askScim(
  { url, token, timeoutMs }: ScimOptions,
  request: { readonly method: 'GET' | 'POST' | 'PATCH'; readonly path: string; readonly body?: object },
  signal: AbortSignal,
): Promise<ScimAnswer> {
  const timeout = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url + request.path, {
      method: request.method,
      headers: {
        accept: `${MEDIA_TYPE}, application/json`,
        ...(token && { authorization: `Bearer ${token}` }),
        ...(request.body && { 'content-type': MEDIA_TYPE }),
      },
      ...(request.body && { body: JSON.stringify(request.body) }),
      // The token is for this address only.
      redirect: 'manual',
      signal: AbortSignal.any([signal, timeout]),
    });
    return answerOf(response, await readText(response));
  } catch (error) {
    throw new ScimUnreachable(timeout.aborted, error);
  }
}

async function readText(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of response.body ?? []) {
    text += decoder.decode(bytes, { stream: true });
    if (text.length > LONGEST_ANSWER) throw new Error('The answer is too long.');
  }
  return text + decoder.decode();
}

function answerOf({ status, statusText, headers }: Response, text: string): ScimAnswer {
  const body = parsed(text);
  // RFC 7644 §3.12: an error says in `detail` what is wrong.
  const detail = typeof body === 'object' && body !== null && 'detail' in body ? String(body.detail) : '';
  const reply = [status, statusText, detail].filter(Boolean).join(' ');
  return { status, body, reply, retryAfter: secondsUntil(headers.get('retry-after')) };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Retry-After is a number of seconds, or a date (RFC 9110 §10.2.3). */
function secondsUntil(header: string | null): number | null {
  if (header === null) return null;
  const seconds = /^\d+$/.test(header.trim()) ? Number(header) : (Date.parse(header) - Date.now()) / 1_000;
  return Number.isFinite(seconds) ? Math.max(0, Math.ceil(seconds)) : null;
}
