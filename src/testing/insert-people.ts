import type { Database } from '../platform/database.ts';

/** Somebody who matters to a test by what they are and hold. */
export interface TestPerson {
  readonly primaryId: string;
  /** 'CODE' for a role at the institution, 'CODE@LIBRARY' for one at a library, which is made if need be. */
  readonly roles?: readonly (string | TestRole)[];
  readonly status?: 'ACTIVE' | 'INACTIVE';
  /** 'YYYY-MM-DD'. */
  readonly expiryDate?: string;
  readonly accountType?: 'INTERNAL' | 'EXTERNAL';
  readonly passwordHash?: string;
  readonly forcePasswordChange?: boolean;
}

/** A role that is not simply in force. */
export interface TestRole {
  readonly role: string;
  readonly status?: 'ACTIVE' | 'INACTIVE';
  /** 'YYYY-MM-DD'. */
  readonly expiresOn?: string;
}

/** Puts people into the database; gives their row ids by primary id. */
export async function insertPeople<const People extends readonly TestPerson[]>(
  { prisma }: Database,
  people: People,
): Promise<Record<People[number]['primaryId'], number>> {
  const ids: Record<string, number> = {};
  for (const { primaryId, roles = [], expiryDate, accountType, ...account } of people) {
    const held = roles.map((role) => heldRole(typeof role === 'string' ? { role } : role));
    for (const { libraryCode: code } of held) {
      if (code) await prisma.library.upsert({ where: { code }, create: { code, name: code }, update: {} });
    }
    const { id } = await prisma.user.create({
      data: {
        ...account,
        primaryId,
        lastName: primaryId,
        accountType,
        externalId: accountType === 'EXTERNAL' ? 'SIS' : null,
        expiryDate: expiryDate && new Date(expiryDate),
        roles: { create: held },
      },
    });
    ids[primaryId] = id;
  }
  return ids;
}

function heldRole({ role, status, expiresOn }: TestRole) {
  const [roleTypeCode = '', libraryCode = null] = role.split('@');
  return { roleTypeCode, libraryCode, status, expiresOn: expiresOn ? new Date(expiresOn) : null };
}
