import type { Queryable } from '../../../platform/database.ts';
import { sql } from '../../../platform/sql.ts';
import { failure, type Reason } from '../reason.ts';
import type { ColumnValue } from '../record/published-values.ts';

/** Role type 26, held at the institution: the General System Administrator. */
const SYSTEM_ADMINISTRATOR = '26';
// The same as jobs take, so that neither ends the one whom the other leaves as the last.
const LOCK = 'rollcall: active General System Administrators';

type Fields = Readonly<Record<string, ColumnValue>>;
interface Holder {
  readonly id: number;
  readonly key: string;
  readonly effective: boolean;
  /** The role has no end. */
  readonly endless: boolean;
  readonly status: string;
  readonly expiry_date: string | null;
  readonly account_type: string;
}

/** Who is an active General System Administrator, kept up to date while the records of a batch are decided. */
export class SystemAdministrators {
  readonly #today: string;
  readonly #effective: ReadonlySet<number>;
  readonly #endless: ReadonlySet<number>;
  readonly #active: Set<number>;
  /** Those among the active whose account and role have no end: if only others were left, nobody would be in a while. */
  readonly #lasting: Set<number>;
  /** Those among the active who have a password here. */
  readonly #internal: Set<number>;

  constructor(holders: readonly Holder[], today: string) {
    this.#today = today;
    const effective = holders.filter((holder) => holder.effective);
    const ids = (some: readonly Holder[]) => new Set(some.map(({ id }) => id));
    this.#effective = ids(effective);
    this.#active = ids(effective.filter(({ status, expiry_date }) => this.#isActive({ status, expiry_date })));
    this.#endless = ids(effective.filter(({ endless }) => endless));
    this.#lasting = ids(
      effective.filter(({ id, status, expiry_date }) => this.#isLasting(id, { status, expiry_date })),
    );
    this.#internal = ids(
      effective.filter(({ id, account_type }) => this.#active.has(id) && isInternal({ account_type })),
    );
  }

  /** Why the user may not become what `after` says, if they may not. */
  refusals(userId: number, after: Fields): Reason[] {
    const active = this.#isActive(after);
    const internal = active && isInternal(after);
    const lasting = this.#isLasting(userId, after);
    const kept = (stays: boolean, users: ReadonlySet<number>) => stays || !isOnly(userId, users);
    if (kept(active, this.#active) && kept(internal, this.#internal) && kept(lasting, this.#lasting)) return [];
    const message =
      'This would leave the institution without an active General System Administrator who can sign in and whose account and role have no end.';
    return [failure('LAST_SYSTEM_ADMINISTRATOR', null, message)];
  }

  /** Takes note of what the user becomes, so that the next record is decided on what is true then. */
  look(userId: number, after: Fields): void {
    if (!this.#effective.has(userId)) return;
    const active = this.#isActive(after);
    keep(this.#active, userId, active);
    keep(this.#lasting, userId, this.#isLasting(userId, after));
    keep(this.#internal, userId, active && isInternal(after));
  }

  #isLasting(userId: number, after: Fields): boolean {
    return this.#endless.has(userId) && this.#isActive(after) && typeof after.expiry_date !== 'string';
  }

  #isActive({ status, expiry_date: expiryDate }: Fields): boolean {
    return status === 'ACTIVE' && (typeof expiryDate !== 'string' || expiryDate >= this.#today);
  }
}

/**
 * The administrators when some of the users (folded primary ids) may be one, else null. Only then it takes the lock that
 * makes those who may end administrators take turns. `today` is YYYY-MM-DD.
 */
export async function lockSystemAdministrators(
  queryable: Queryable,
  keys: readonly string[],
  today: string,
): Promise<SystemAdministrators | null> {
  const among = new Set(keys);
  const before = await loadHolders(queryable, today);
  if (!before.some(({ key }) => among.has(key))) return null;
  await queryable.execute(sql`SELECT pg_advisory_xact_lock(hashtextextended(${LOCK}, 0))`);
  return new SystemAdministrators(await loadHolders(queryable, today), today);
}

function loadHolders(queryable: Queryable, today: string): Promise<Holder[]> {
  return queryable.query<Holder>(sql`
    SELECT u.id, lower(u.primary_id) COLLATE "C" AS key, u.status, u.expiry_date, u.account_type,
      r.status = 'ACTIVE' AND coalesce(r.expires_on >= ${today}::date, TRUE) AS effective,
      r.status = 'ACTIVE' AND r.expires_on IS NULL AS endless
    FROM user_role r JOIN users u ON u.id = r.user_id
    WHERE r.role_type_code = ${SYSTEM_ADMINISTRATOR} AND r.library_code IS NULL`);
}

function isInternal({ account_type: accountType }: Fields): boolean {
  return accountType === 'INTERNAL';
}

function isOnly(userId: number, users: ReadonlySet<number>): boolean {
  return users.size === 1 && users.has(userId);
}

function keep(users: Set<number>, userId: number, belongs: boolean): void {
  if (belongs) users.add(userId);
  else users.delete(userId);
}
