import { decodeGlobalID } from '@pothos/plugin-relay';
import { GraphQLError } from 'graphql';

/** Whether PostgreSQL can hold it: no U+0000, no half of a surrogate pair. */
export function isFitText(text: string): boolean {
  return !text.includes('\0') && text.isWellFormed();
}

/**
 * What stands in a cursor. Throws a GraphQL error with code BAD_USER_INPUT where that is no text: what comes encoded was
 * not seen when the operation was looked through.
 */
export function readOpaque(cursor: string): string {
  return checked(Buffer.from(cursor, 'base64').toString('utf8'));
}

/** Type and key of a global id. Throws as {@link readOpaque}, and for what is no global id. */
export function readGlobalId(id: string): { readonly typename: string; readonly id: string } {
  const decoded = decodeGlobalID(id);
  checked(decoded.typename);
  checked(decoded.id);
  return decoded;
}

function checked(text: string): string {
  if (isFitText(text)) return text;
  throw new GraphQLError('It holds a character that no text can hold.', { extensions: { code: 'BAD_USER_INPUT' } });
}
