import { randomInt } from 'node:crypto';

// Without what looks alike on paper and on screens: I, l and 1, O, o and 0.
const ALPHABET = 'ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnpqrstuvwxyz23456789';
const LENGTH = 10;

/** A random password of ten characters, 58 bits, that can be read aloud and typed from a letter. */
export function temporaryPassword(): string {
  return Array.from({ length: LENGTH }, () => ALPHABET.charAt(randomInt(ALPHABET.length))).join('');
}
