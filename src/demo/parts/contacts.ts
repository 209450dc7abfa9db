import { type Sql, sql } from '../../platform/sql.ts';
import { chance, pick, roll } from '../random.ts';

/** What the university's systems keep of an external person is theirs; all else is the library's. */
const segment = sql`CASE WHEN p.external THEN 'EXTERNAL' ELSE 'INTERNAL' END::segment_type`;

const reached = sql`NOT ${chance('no e-mail', 5)}`;

/** The preferred e-mail address, which 5 % lack, and for some a private second one. */
export const insertEmails: Sql = sql`
  INSERT INTO user_email (user_id, types, address, preferred, segment)
  SELECT p.n, ARRAY[CASE WHEN p.external THEN 'school' ELSE 'work' END],
    p.slug || p.n || CASE WHEN p.external THEN '@students.aldermoor.example' ELSE '@aldermoor.example' END, TRUE, ${segment}
  FROM demo_person p WHERE ${reached}
  UNION ALL
  SELECT p.n, ARRAY['personal'], p.slug || '+library' || p.n || '@mail.example', FALSE, 'INTERNAL'
  FROM demo_person p WHERE ${reached} AND ${chance('private e-mail', 15)}`;

/** A mobile number for most; half of these take text messages. The country code is one that nobody has. */
export const insertPhones: Sql = sql`
  INSERT INTO user_phone (user_id, types, number, preferred, preferred_sms, segment)
  SELECT p.n, ARRAY['mobile'], '+999 ' || 600 + ${roll('area', 100)} || ' ' || lpad(${roll('mobile', 10_000_000)}::text, 7, '0'),
    TRUE, ${chance('text messages', 50)}, ${segment}
  FROM demo_person p WHERE ${chance('mobile', 60)}
  UNION ALL
  SELECT p.n, ARRAY['office'], '+999 20 ' || lpad(${roll('extension', 10_000)}::text, 4, '0'), FALSE, FALSE, 'INTERNAL'
  FROM demo_person p WHERE NOT p.external AND ${chance('office phone', 40)}`;

const towns = [
  ['Rosenweg', 'Köln', 'NW', '50667', 'DEU'],
  ['rue de l’Église', 'Orléans', '', '45000', 'FRA'],
  ['Calle Núñez de Balboa', 'A Coruña', 'GA', '15001', 'ESP'],
  ['Harbour Street', 'Aldermoor', 'DEV', 'AL4 2QR', 'GBR'],
  ["St. John's Road", 'Aldermoor', 'DEV', 'AL1 7BX', 'GBR'],
  ['Οδός Αθηνάς', 'Θεσσαλονίκη', '', '546 21', 'GRC'],
  ['ул. Лесная', 'Санкт-Петербург', '', '190000', 'RUS'],
  ['वसंत मार्ग', 'दिल्ली', 'DL', '110001', 'IND'],
  ['中山路', '上海', '', '200001', 'CHN'],
  ['רחוב הרצל', 'תל אביב', '', '6100000', 'ISR'],
];

/** A home address for most people, and a dated one for the term for some. */
export const insertAddresses: Sql = sql`
  INSERT INTO user_address (user_id, types, line1, city, state_province, postal_code, country, start_date, end_date, preferred, segment)
  SELECT p.n, ARRAY['home'], town->>0 || ' ' || 1 + ${roll('house', 240)}, town->>1, town->>2, town->>3, town->>4, NULL::date, NULL::date, TRUE, ${segment}
  FROM demo_person p
  CROSS JOIN LATERAL (SELECT ${pick(
    'town',
    towns.map((town) => JSON.stringify(town)),
  )}::jsonb AS town) home
  WHERE ${chance('home known', 80)}
  UNION ALL
  SELECT p.n, ARRAY['school'], 'Hall ' || 1 + ${roll('hall', 12)} || ', Room ' || 100 + ${roll('room', 400)}, 'Aldermoor', 'DEV', 'AL2 1AA', 'GBR',
    date '2025-09-15', p.expiry_date, FALSE, 'EXTERNAL'
  FROM demo_person p WHERE p.external AND ${chance('in a hall', 10)}`;

/** Barcodes with leading zeros, university ids, and a few of the other types. All but the barcode are the university's. */
export const insertIdentifiers: Sql = sql`
  INSERT INTO user_identifier (user_id, type, value, note, status, segment)
  SELECT p.n, 'BARCODE', '00' || lpad((p.n::bigint * 7919 % 10000000000)::text, 10, '0'), '', 'ACTIVE'::user_status, 'INTERNAL'::segment_type
  FROM demo_person p WHERE NOT ${chance('no barcode', 4)}
  UNION ALL
  SELECT p.n, 'UNIV_ID', 'U' || lpad(p.n::text, 8, '0'), '', 'ACTIVE', 'EXTERNAL' FROM demo_person p WHERE p.external
  UNION ALL
  SELECT p.n, 'INST_ID', 'ald-' || lpad(to_hex(p.n), 7, '0'), '', 'ACTIVE', ${segment} FROM demo_person p WHERE ${chance('institution id', 20)}
  UNION ALL
  SELECT p.n, 'OTHER_ID_1', 'Lost' || p.n, 'Card reported lost', 'INACTIVE', 'INTERNAL' FROM demo_person p WHERE ${chance('lost card', 3)}`;
