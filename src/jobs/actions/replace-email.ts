import { z } from 'zod';
import type { Change } from '../record/user-change.ts';
import { defineAction, type Fault, faultAt, type Resolved, stepOf } from './action.ts';
import { folded } from './criteria.ts';
import { type EmailStep, isDomain, isEmailAddress, replaceAddresses } from './email-replacement.ts';
import { isOutOfReach, rankedRoleTypes } from './field-inputs.ts';
import { plainText } from './inputs.ts';
import { changedIfAny } from './segments.ts';

/** Finds and replaces in e-mail addresses: when a domain changes its name. Alma's job cannot do that; FOLIO's can. */
export const replaceEmail = defineAction({
  name: 'REPLACE_EMAIL',
  description:
    'Replaces the domain of e-mail addresses, or a whole address. Two addresses that become the same become one.',
  input: z.object({
    find: plainText(254).describe(
      'What is looked for: `@old.example`, the domain of addresses, or a whole address; case makes no difference.',
    ),
    replace: plainText(254).describe('What takes its place: `@new.example`, or a whole address, as in `find`.'),
    includeSubdomains: z
      .boolean()
      .default(false)
      .describe('Whether domains below the one looked for change, too: `@students.old.example`.'),
    preferredOnly: z.boolean().default(false).describe('Whether only the preferred address of each user is looked at.'),
  }),
  fields: [],
  parts: ['emails'],
  roleTypes: rankedRoleTypes,

  resolve({ find, replace, includeSubdomains, preferredOnly }): Resolved<EmailStep> {
    const isWhole = !find.startsWith('@');
    const fault = isWhole
      ? addressFault(find, replace, includeSubdomains)
      : domainFault(find, replace, includeSubdomains);
    if (fault) return fault;
    const step: EmailStep = isWhole
      ? { address: find, newAddress: replace, preferredOnly }
      : { domain: find.slice(1), newDomain: replace.slice(1), includeSubdomains, preferredOnly };
    const where = `${includeSubdomains ? ' and the domains below it' : ''}${preferredOnly ? ' in the preferred address' : ''}`;
    return stepOf(step, `Replace ${find}${where} with ${replace}`);
  },

  // Whoever would find what another action makes, or look for the same, has only a part in how it ends.
  claims(step) {
    const [found, becomes] =
      'address' in step ? [step.address, step.newAddress] : [`@${step.domain}`, `@${step.newDomain}`];
    return [{ what: 'emails', only: { where: { empty: false, equals: folded(found) }, becomes: folded(becomes) } }];
  },

  decide(user, step, context) {
    const changes = replaceAddresses(user.emails, step);
    // Letters go there, those with a temporary password among them: whoever gives somebody an address can become them.
    if (changes.length > 0 && isOutOfReach(user, context)) return { code: 'USER_ABOVE_YOUR_OWN', changes: [] };
    if (changes.some(isFaulty)) return { code: 'EMAIL_NOT_VALID', changes: [] };
    return changedIfAny('EMAIL_REPLACED', changes, 'EMAIL_NOT_FOUND');
  },
});

function isFaulty(change: Change): boolean {
  return change.field === 'emails' && change.after !== null && !isEmailAddress(change.after.address);
}

function addressFault(find: string, replace: string, includeSubdomains: boolean): Fault | null {
  if (!isEmailAddress(find)) return faultAt(['find'], 'Neither a domain that begins with @ nor an e-mail address.');
  if (!isEmailAddress(replace)) return faultAt(['replace'], 'Not an e-mail address.');
  if (includeSubdomains) return faultAt(['includeSubdomains'], 'Only where a domain is looked for.');
  return find === replace ? faultAt(['replace'], 'The same as what is looked for.') : null;
}

function domainFault(find: string, replace: string, includeSubdomains: boolean): Fault | null {
  if (!isDomain(find.slice(1))) return faultAt(['find'], 'Not a domain.');
  if (!replace.startsWith('@') || !isDomain(replace.slice(1))) {
    return faultAt(['replace'], 'Not a domain that begins with @.');
  }
  if (folded(find) === folded(replace)) return faultAt(['replace'], 'The same as what is looked for.');
  // A second run of the job would find what the first one made.
  const isBelow = folded(replace.slice(1)).endsWith(`.${folded(find.slice(1))}`);
  return isBelow && includeSubdomains ? faultAt(['replace'], 'A domain below the one that is looked for.') : null;
}
