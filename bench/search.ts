import { authorityOf } from '../src/access/authority.ts';
import type { Database } from '../src/platform/database.ts';
import { type Sql, sql } from '../src/platform/sql.ts';
import type { UserFilter } from '../src/users/filter/user-filter.ts';
import { matchingCondition } from '../src/users/matching-users.ts';
import { countUsers } from '../src/users/search/count-users.ts';
import { orderMark, writeCursor } from '../src/users/search/cursor.ts';
import { facetUsers } from '../src/users/search/facet-users.ts';
import { pageOfUsers } from '../src/users/search/page-of-users.ts';
import type { UserOrder } from '../src/users/search/user-order.ts';
import type { Institution } from './institution.ts';
import { percentile, table } from './table.ts';

/** A search as the API runs it, and the statement somebody would write by hand for this one search. */
interface Contest {
  readonly name: string;
  ours(database: Database, turn: number): Promise<unknown>;
  byHand(turn: number): Sql;
}

const admin = { code: '26', key: 'GENERAL_SYSTEM_ADMINISTRATOR', name: '', libraryCode: null, expiresOn: null };
const authority = authorityOf(0, 'bench', [admin]);
const today = new Date().toISOString().slice(0, 10);
const PAGE = 20;

function page(database: Database, search: string | null, filter: UserFilter, orderBy?: UserOrder[], after?: string) {
  const condition = matchingCondition({ authority, filter, search, today });
  return pageOfUsers(database, { condition, search, orderBy }, { size: PAGE, after });
}

function count(database: Database, filter: UserFilter) {
  return countUsers(database, matchingCondition({ authority, filter, search: null, today }));
}

// Different ones each turn, so that no single one is measured from a warm cache.
const words = ['anders', 'muller', 'kim', 'garcia', 'ivanov', 'tanaka', 'smith', 'nowak', 'rossi', 'haddad'];
const word = (turn: number) => words[turn % words.length] ?? '';
// The demo's external people have primary ids from s1000001 on.
const prefix = (turn: number) => `s1${String((turn * 37) % 1_000).padStart(3, '0')}`;
const day = (turn: number) => `20${27 + (turn % 5)}-06-30`;
const byName = sql`ORDER BY u.last_name COLLATE "und-x-icu", u.first_name COLLATE "und-x-icu", u.id LIMIT ${PAGE + 1}`;

const contests: readonly Contest[] = [
  {
    name: 'primary id begins with',
    ours: (database, turn) =>
      page(database, null, { primaryId: { startsWith: prefix(turn) } }, [{ field: 'PRIMARY_ID' }]),
    byHand: (turn) => sql`
      SELECT u.id FROM users u WHERE lower(u.primary_id) COLLATE "C" LIKE ${`${prefix(turn)}%`}
      ORDER BY lower(u.primary_id) COLLATE "C", u.id LIMIT ${PAGE + 1}`,
  },
  {
    name: 'a word anywhere, by name',
    ours: (database, turn) => page(database, word(turn), {}, [{ field: 'NAME' }]),
    byHand: (turn) => sql`
      SELECT u.id FROM users u WHERE u.id IN (SELECT user_id FROM user_search_text WHERE text LIKE ${`%${word(turn)}%`}) ${byName}`,
  },
  {
    name: 'job category, by name',
    ours: (database) => page(database, null, { jobCategory: { eq: 'CATALOGER' } }, [{ field: 'NAME' }]),
    byHand: () => sql`SELECT u.id FROM users u WHERE u.job_category = 'CATALOGER' ${byName}`,
  },
  {
    name: 'nested: a role that ends, active, not blocked',
    ours: (database, turn) =>
      page(database, null, {
        status: { eq: 'ACTIVE' },
        roles: { some: { roleType: { eq: '204' }, expiresOn: { before: day(turn) } } },
        not: { blocks: { some: { status: { eq: 'ACTIVE' } } } },
      }),
    byHand: (turn) => sql`
      SELECT u.id FROM users u WHERE u.status = 'ACTIVE' AND EXISTS (SELECT 1 FROM user_role r
        WHERE r.user_id = u.id AND r.role_type_code = '204' AND r.expires_on < ${day(turn)}::date)
      AND u.id NOT IN (SELECT user_id FROM user_block WHERE status = 'ACTIVE') ${byName}`,
  },
  {
    name: 'the first page of all',
    ours: (database) => page(database, null, {}, [{ field: 'NAME' }]),
    byHand: () => sql`SELECT u.id FROM users u ${byName}`,
  },
  {
    name: 'count of a status',
    ours: (database) => count(database, { status: { eq: 'INACTIVE' } }),
    byHand: () => sql`SELECT count(*) FROM users WHERE status = 'INACTIVE'`,
  },
  {
    name: 'facet: user groups of a job category',
    ours: (database) =>
      facetUsers(
        database,
        matchingCondition({ authority, filter: { jobCategory: { eq: 'CATALOGER' } }, search: null, today }),
        ['userGroup'],
      ),
    byHand: () =>
      sql`SELECT user_group, count(*) FROM users WHERE job_category = 'CATALOGER' GROUP BY 1 ORDER BY 2 DESC`,
  },
  {
    name: 'facet: user groups of everybody',
    ours: (database) =>
      facetUsers(database, matchingCondition({ authority, filter: {}, search: null, today }), ['userGroup']),
    byHand: () => sql`SELECT user_group, count(*) FROM users GROUP BY 1 ORDER BY 2 DESC`,
  },
];

const TURNS = 50;

/** Searches as the API runs them against the best statement for each, in turn, on one institution. */
export async function run({ database, users }: Institution, rounds: number): Promise<void> {
  const rows: string[][] = [];
  for (const contest of [...contests, await deepPages(database)]) {
    const [ours, byHand]: [number[], number[]] = [[], []];
    for (let turn = -5; turn < TURNS * rounds; turn += 1) {
      const times: [number, number] = [
        await timed(contest.ours(database, Math.abs(turn))),
        await timed(database.query(contest.byHand(Math.abs(turn)))),
      ];
      // The first turns warm up plans and caches.
      if (turn >= 0) {
        ours.push(times[0]);
        byHand.push(times[1]);
      }
    }
    const cells = [percentile(ours, 0.5), percentile(ours, 0.99), percentile(byHand, 0.5), percentile(byHand, 0.99)];
    const ratios = [(cells[0] ?? 0) / (cells[2] ?? 1), (cells[1] ?? 0) / (cells[3] ?? 1)];
    rows.push([contest.name, ...cells.map((ms) => ms.toFixed(1)), ...ratios.map((ratio) => ratio.toFixed(2))]);
  }
  process.stdout.write(`${users} users, ${TURNS * rounds} turns; milliseconds\n\n`);
  process.stdout.write(table(['search', 'p50', 'p99', 'by hand p50', 'by hand p99', 'ratio p50', 'ratio p99'], rows));
}

/** Pages from anywhere in the list of all users, which keyset pages find as fast as the first. */
async function deepPages(database: Database): Promise<Contest> {
  const places = await database.query<{ last: string; first: string; id: number }>(sql`
    SELECT last_name AS last, first_name AS first, id FROM users TABLESAMPLE SYSTEM (0.1) REPEATABLE (1) LIMIT 100`);
  const place = (turn: number) => places[turn % places.length] ?? { last: '', first: '', id: 0 };
  const orders: UserOrder[] = [{ field: 'NAME' }];
  const mark = orderMark(orders, null);
  return {
    name: 'a page from anywhere in all',
    ours: (_, turn) => {
      const { last, first, id } = place(turn);
      return page(database, null, {}, orders, writeCursor([last, first, String(id)], mark));
    },
    byHand: (turn) => {
      const { last, first, id } = place(turn);
      return sql`
        SELECT u.id FROM users u
        WHERE (u.last_name COLLATE "und-x-icu", u.first_name COLLATE "und-x-icu", u.id) > (${last}, ${first}, ${id}) ${byName}`;
    },
  };
}

async function timed(work: Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work;
  return performance.now() - began;
}
