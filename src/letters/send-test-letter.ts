import { auditedChange, type Operator } from '../access/audited-change.ts';
import { isMailAddress } from '../platform/mail/mail-address.ts';
import { NotFound } from '../platform/problems.ts';
import { NoAddressOfYourOwn } from './letter-problems.ts';
import { type OutboxServices, queueOutbox } from './outbox/queue-outbox.ts';
import { purposeSamples } from './preview-letter.ts';
import { loadRecipients } from './recipients.ts';
import { loadVersion } from './stored-letters.ts';

/** Which letter to try. */
export interface TestLetter {
  readonly letter: string;
  /** null: the current one. */
  readonly version: number | null;
  readonly extraText: string | null;
}

/**
 * Sends a letter to who asks for it, to the address of their own record and no other; passwords and numbers are samples.
 * Gives the address. Throws NotFound or NoAddressOfYourOwn.
 */
export async function sendTestLetter(
  services: OutboxServices,
  operator: Operator,
  { letter: code, version, extraText }: TestLetter,
  today: string,
): Promise<string> {
  return auditedChange(operator, { operation: 'sendTestLetter', subject: `Letter:${code}` }, async (tx) => {
    const letter = await loadVersion(tx, code, version);
    if (!letter) throw new NotFound('Letter');
    const { userId } = operator.authority;
    const address = (await loadRecipients(tx, [userId], today)).get(userId)?.address ?? null;
    if (address === null || !isMailAddress(address)) throw new NoAddressOfYourOwn();
    const variables = purposeSamples(letter.purpose);
    const row = { kind: 'LETTER', jobId: null, userId, letter: code, version: letter.version } as const;
    await queueOutbox(services, tx, [{ ...row, extraText, variables }]);
    return { result: address, details: { version: letter.version } };
  });
}
