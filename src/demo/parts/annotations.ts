import { type Sql, sql } from '../../platform/sql.ts';
import { chance, pick, roll } from '../random.ts';

/** Blocks of 3 %: some in force, some lifted, some that ended by themselves. */
export const insertBlocks: Sql = sql`
  INSERT INTO user_block (user_id, type, code, status, note, expires_at, created_at, created_by, segment)
  SELECT p.n, ${pick('block type', ['GLOBAL', 'LOAN', 'LOAN', 'CASH', 'USER'])}, ${pick('block code', ['01', '02', '02', '03', '04', '05'])},
    CASE WHEN ${chance('block lifted', 30)} THEN 'INACTIVE' ELSE 'ACTIVE' END::user_status,
    ${pick('block note', ['', 'Three reminders unanswered', 'Letter came back: «unknown»', 'See the desk diary', '罰金未払い'])},
    CASE WHEN ${chance('block ends', 40)} THEN blocked.at + interval '180 days' END, blocked.at, 'library.manager', 'INTERNAL'
  FROM demo_person p
  CROSS JOIN LATERAL (SELECT timestamptz '2025-01-13 10:30:00+00' + make_interval(hours => ${roll('blocked', 10_000)}) AS at) blocked
  WHERE ${chance('blocked at all', 3)}`;

const remarks = [
  'Prefers e-mail to letters',
  'Asked for a quiet desk; 50 % hearing loss',
  'Card returned by post',
  'Vorname lt. Ausweis geprüft',
  'Звонить после обеда',
  'Address checked with the registrar',
  'Lent an adapter_cable',
  'يفضل المراسلة بالعربية',
];

/** A note for one in ten. */
export const insertNotes: Sql = sql`
  INSERT INTO user_note (user_id, type, text, user_viewable, popup, created_at, created_by, segment)
  SELECT p.n, ${pick('note type', ['GENERAL', 'CIRCULATION', 'REGISTRAR', 'ADDRESS', 'OTHER'])}, ${pick('remark', remarks)},
    ${chance('viewable note', 25)}, ${chance('popup', 20)},
    timestamptz '2023-02-01 12:00:00+00' + make_interval(hours => ${roll('noted', 20_000)}), 'admin',
    CASE WHEN p.external AND ${chance('loaded note', 30)} THEN 'EXTERNAL' ELSE 'INTERNAL' END::segment_type
  FROM demo_person p WHERE ${chance('noted at all', 10)}`;

/** The department of a third, and how some study. */
export const insertStatistics: Sql = sql`
  INSERT INTO user_statistic (user_id, type, category, segment)
  SELECT p.n, 'DEPARTMENT', ${pick('department', ['AL', 'AL', 'EN', 'LW', 'MD', 'MU', 'SC'])},
    CASE WHEN p.external THEN 'EXTERNAL' ELSE 'INTERNAL' END::segment_type
  FROM demo_person p WHERE ${chance('department known', 35)}
  UNION ALL
  SELECT p.n, 'PROGRAMME', ${pick('programme', ['FT', 'FT', 'PT', 'DL'])}, 'EXTERNAL'
  FROM demo_person p WHERE p.external AND ${chance('programme known', 20)}`;

/** Few have somebody who borrows for them: the person with the next number, who is sure to exist in the batch. */
export const insertProxies: Sql = sql`
  INSERT INTO user_proxy (patron_id, proxy_id)
  SELECT p.n, proxy.n FROM demo_person p JOIN demo_person proxy ON proxy.n = p.n + 1 WHERE ${chance('has proxy', 1)}
  ORDER BY p.n`;

/** Libraries through which some may order from elsewhere. */
export const insertResourceSharing: Sql = sql`
  INSERT INTO user_resource_sharing_library (user_id, library_code)
  SELECT p.n, p.library FROM demo_person p WHERE ${chance('shares resources', 3)}`;

/** One letter that some asked not to get. */
export const insertLetterOptOuts: Sql = sql`
  INSERT INTO user_letter_opt_out (user_id, letter_code)
  SELECT p.n, ${pick('letter', ['USER_NOTIFICATION', 'COURTESY', 'OVERDUE'])} FROM demo_person p WHERE ${chance('no letters', 2)}`;
