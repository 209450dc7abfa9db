import { type Change, netChanges } from '../record/user-change.ts';
import type { EmailFact } from '../record/user-facts.ts';
import { folded } from './criteria.ts';

/** What is looked for in e-mail addresses, and what takes its place: a domain, or a whole address. */
export type EmailStep =
  | {
      readonly domain: string;
      readonly newDomain: string;
      readonly includeSubdomains: boolean;
      readonly preferredOnly: boolean;
    }
  | { readonly address: string; readonly newAddress: string; readonly preferredOnly: boolean };

// What the mail systems of the world agree on: https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1
const LONGEST_LOCAL_PART = 64;
const LONGEST_ADDRESS = 254;

/** Whether letters could be sent there: one part before the last @ and a domain after it, of lengths that mail systems take. */
export function isEmailAddress(text: string): boolean {
  const at = text.lastIndexOf('@');
  const local = text.slice(0, at);
  const plain = /^[^\s@<>,;:"()[\]\\\p{Cc}\p{Cf}]+$/u.test(local) && !/^\.|\.\.|\.$/.test(local);
  return (
    at > 0 &&
    plain &&
    local.length <= LONGEST_LOCAL_PART &&
    text.length <= LONGEST_ADDRESS &&
    isDomain(text.slice(at + 1))
  );
}

/** Whether it is the name of a domain: labels of letters, digits and hyphens with dots between them, of any alphabet. */
export function isDomain(text: string): boolean {
  const labels = text.split('.');
  const label = /^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N}-]{0,61}[\p{L}\p{M}\p{N}])?$/u;
  return labels.length > 1 && labels.every((part) => label.test(part));
}

/** The address after the replacement; null: it holds nothing that is looked for. */
export function replacedAddress(address: string, step: EmailStep): string | null {
  if ('address' in step) return folded(address) === folded(step.address) ? step.newAddress : null;
  const at = address.lastIndexOf('@');
  if (at < 0) return null;
  const [local, domain] = [address.slice(0, at), folded(address.slice(at + 1))];
  if (domain === folded(step.domain)) return `${local}@${step.newDomain}`;
  const below = `.${folded(step.domain)}`;
  if (!step.includeSubdomains || !domain.endsWith(below)) return null;
  return `${local}@${domain.slice(0, -below.length)}.${step.newDomain}`;
}

/**
 * The changes of somebody's addresses. Where the new address is there already, the two become one: it takes over the
 * types of the other, and that it is the preferred one.
 */
export function replaceAddresses(emails: readonly EmailFact[], step: EmailStep): Change[] {
  const changes: Change[] = [];
  let now = emails;
  for (const before of emails) {
    const current = now.find((email) => email === before);
    const address = current && chosen(current, step) ? replacedAddress(current.address, step) : null;
    if (!current || address === null || address === current.address) continue;
    const same = now.find((email) => email !== current && folded(email.address) === folded(address));
    const after = same ? joined(same, current) : { ...current, address };
    now = [...now.filter((email) => email !== current && email !== same), after];
    if (same) changes.push({ field: 'emails', before: current, after: null });
    changes.push({ field: 'emails', before: same ?? current, after });
  }
  return netChanges(changes);
}

function chosen({ preferred }: EmailFact, { preferredOnly }: EmailStep): boolean {
  return preferred || !preferredOnly;
}

function joined(kept: EmailFact, gone: EmailFact): EmailFact {
  const types = [...new Set([...kept.types, ...gone.types])];
  return { ...kept, types, preferred: kept.preferred || gone.preferred };
}
