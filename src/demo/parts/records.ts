import type { Sql } from '../../platform/sql.ts';
import {
  insertBlocks,
  insertLetterOptOuts,
  insertNotes,
  insertProxies,
  insertResourceSharing,
  insertStatistics,
} from './annotations.ts';
import { insertAddresses, insertEmails, insertIdentifiers, insertPhones } from './contacts.ts';
import { insertPatronRoles, insertStaffRoles } from './roles.ts';
import { insertUsers } from './users.ts';

/** What writes the whole records of a batch of people, in order. */
export const insertRecords: readonly Sql[] = [
  insertUsers,
  insertEmails,
  insertPhones,
  insertAddresses,
  insertIdentifiers,
  insertPatronRoles,
  insertStaffRoles,
  insertBlocks,
  insertNotes,
  insertStatistics,
  insertProxies,
  insertResourceSharing,
  insertLetterOptOuts,
];
