import { z } from 'zod';
import { askScim, type ScimAnswer, type ScimOptions } from './scim-client.ts';
import type { ScimUser } from './scim-user.ts';

/** The answer that decided: of the creation or the update, or the one that stood in the way. */
export interface PutUser {
  readonly done: boolean;
  readonly answer: ScimAnswer;
}

const USER_SCHEMA = 'urn:ietf:params:scim:schemas:core:2.0:User';
const PATCH_SCHEMA = 'urn:ietf:params:scim:api:messages:2.0:PatchOp';

const FoundUsers = z.object({
  Resources: z
    .array(z.object({ id: z.string().min(1), externalId: z.string().nullish(), userName: z.string().nullish() }))
    .max(10)
    .default([]),
});

/**
 * Creates the user at the identity provider, or brings the one that is there up to date. Doing it again does no harm: the
 * user is looked for first, every time. Throws ScimUnreachable.
 */
export async function putUser(options: ScimOptions, user: ScimUser, signal: AbortSignal): Promise<PutUser> {
  const found = await findUser(options, user, signal);
  if ('answer' in found) return found;
  if (found.id !== null) return updateUser(options, user, found, signal);
  const created = await askScim(options, { method: 'POST', path: '/Users', body: newUser(user) }, signal);
  if (created.status !== 409) return { done: created.status === 201 || created.status === 200, answer: created };
  // Somebody else created them since we looked, or they are there under a name that only the server thinks the same.
  const again = await findUser(options, user, signal);
  if ('answer' in again) return again;
  return again.id === null ? { done: false, answer: created } : updateUser(options, user, again, signal);
}

interface Found {
  readonly id: string | null;
  /** Whether another system's id of the user stands there, which is not ours to overwrite. */
  readonly named: boolean;
}

/** By our id first: the name may have changed. */
async function findUser(options: ScimOptions, user: ScimUser, signal: AbortSignal): Promise<Found | PutUser> {
  for (const name of ['externalId', 'userName'] as const) {
    const filter = encodeURIComponent(`${name} eq ${JSON.stringify(user[name])}`);
    const answer = await askScim(options, { method: 'GET', path: `/Users?filter=${filter}&count=2` }, signal);
    if (answer.status !== 200) return { done: false, answer };
    const found = FoundUsers.safeParse(answer.body);
    if (!found.success) return refused(answer, 'the answer is no list of users');
    const [first, second] = found.data.Resources;
    if (second) return refused(answer, `several users have this ${name}`);
    // A server that does not know filters answers with whomever it has.
    if (first && !isSame(name, first[name], user[name]))
      return refused(answer, `the search for this ${name} found somebody with another one`);
    if (first) return { id: first.id, named: Boolean(first.externalId) && first.externalId !== user.externalId };
  }
  return { id: null, named: false };
}

/** RFC 7643 §3.1, §4.1.1: ids are told apart by case, user names are not. */
function isSame(name: 'externalId' | 'userName', found: string | null | undefined, wanted: string): boolean {
  if (name === 'externalId' || !found) return found === wanted;
  return found.normalize().toLowerCase() === wanted.normalize().toLowerCase();
}

function refused(answer: ScimAnswer, why: string): PutUser {
  return { done: false, answer: { ...answer, status: 422, reply: `${answer.reply}: ${why}` } };
}

function newUser(user: ScimUser): object {
  return { schemas: [USER_SCHEMA], ...user };
}

async function updateUser(
  options: ScimOptions,
  user: ScimUser,
  { id, named }: Found,
  signal: AbortSignal,
): Promise<PutUser> {
  const { externalId, ...attributes } = user;
  const value = named ? attributes : { externalId, ...attributes };
  const body = { schemas: [PATCH_SCHEMA], Operations: [{ op: 'replace', value }] };
  const path = `/Users/${encodeURIComponent(id ?? '')}`;
  const answer = await askScim(options, { method: 'PATCH', path, body }, signal);
  return { done: answer.status === 200 || answer.status === 204, answer };
}
