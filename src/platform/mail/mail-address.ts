import { domainToASCII } from 'node:url';

/** A person or an office that mail goes to or comes from. */
export interface Mailbox {
  /** As people read it; may be empty. */
  readonly name: string;
  readonly address: string;
}

const LONGEST_ADDRESS = 254;
const LONGEST_LOCAL_PART = 64;

// Dot-atoms of RFC 5322, letters of all alphabets among them as RFC 6531 has it. Quoted local parts, comments, address
// literals and lists are mail syntax too, and exactly what must not come out of a user record.
const LOCAL_PART = /^[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+(?:\.[\p{L}\p{M}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u;
const DOMAIN_AS_WRITTEN = /^[\p{L}\p{M}\p{N}.-]+$/u;
const DOMAIN = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*$/i;

/** Whether this is one address that mail can be sent to, and nothing but an address. */
export function isMailAddress(address: string): boolean {
  const at = address.lastIndexOf('@');
  const [localPart, domain] = [address.slice(0, at), address.slice(at + 1)];
  if (at < 1 || address.length > LONGEST_ADDRESS || localPart.length > LONGEST_LOCAL_PART) return false;
  // domainToASCII takes away or decodes what a domain cannot hold: nothing must pass by being taken away.
  if (/[\s\p{C}]/u.test(address) || !DOMAIN_AS_WRITTEN.test(domain)) return false;
  return LOCAL_PART.test(localPart) && DOMAIN.test(domainToASCII(domain));
}
