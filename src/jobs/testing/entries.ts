import type { BlockFact, EmailFact, IdentifierFact, NoteFact, PhoneFact, StatisticFact } from '../record/user-facts.ts';

const stamp = { createdAt: new Date('2026-11-01T12:00:00.000Z'), createdBy: 'somebody' };

/** A note of three weeks before, unless told otherwise. */
export function noteWith(note: Partial<NoteFact> = {}): NoteFact {
  const plain = { userViewable: false, popup: false, segment: 'INTERNAL' } as const;
  return { type: 'OTHER', text: 'Prefers e-mail', ...plain, ...stamp, ...note };
}

/** An active block on loans without a remark and an end, unless told otherwise. */
export function blockWith(block: Partial<BlockFact> = {}): BlockFact {
  const plain = { status: 'ACTIVE', note: '', expiresAt: null, segment: 'INTERNAL' } as const;
  return { type: 'LOAN', code: '02', ...plain, ...stamp, ...block };
}

/** Arts and Letters as the department, unless told otherwise. */
export function statisticWith(statistic: Partial<StatisticFact> = {}): StatisticFact {
  return { type: 'DEPARTMENT', category: 'AL', note: '', segment: 'INTERNAL', ...statistic };
}

/** The active barcode 0042, unless told otherwise. */
export function identifierWith(identifier: Partial<IdentifierFact> = {}): IdentifierFact {
  return { type: 'BARCODE', value: '0042', note: '', status: 'ACTIVE', segment: 'INTERNAL', ...identifier };
}

/** An address that is not the preferred one, unless told otherwise. */
export function emailWith(address: string, email: Partial<EmailFact> = {}): EmailFact {
  return { types: ['work'], address, description: '', preferred: false, segment: 'INTERNAL', ...email };
}

/** A mobile number that text messages do not go to, unless told otherwise. */
export function phoneWith(phone: Partial<PhoneFact> = {}): PhoneFact {
  const plain = { preferred: false, preferredSms: false, segment: 'INTERNAL' } as const;
  return { types: ['mobile'], number: '+999 20 4711', ...plain, ...phone };
}
