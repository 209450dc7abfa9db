import type { RoleTypeRank } from '../access/grant-refusal.ts';
import type { Queryable } from '../platform/database.ts';
import { sql } from '../platform/sql.ts';

/** A kind of role, with where it may be held and which parameter it takes. */
export interface RoleTypeFact {
  readonly code: string;
  readonly key: string;
  readonly name: string;
  readonly rank: RoleTypeRank;
  readonly allowsInstitution: boolean;
  readonly allowsLibrary: boolean;
  readonly parameter: string | null;
  readonly parameterRequired: boolean;
  readonly parameterMultiple: boolean;
  /** Whether it may be granted. Who holds it keeps it all the same, and it can be removed. */
  readonly enabled: boolean;
}

/** The institution's vocabulary, for holding inputs against it and for writing sentences. */
export interface Reference {
  /** By code and by key: `roleTypes.get('58')` and `roleTypes.get('LICENSE_VIEWER')` are the same. */
  readonly roleTypes: ReadonlyMap<string, RoleTypeFact>;
  /** Library code → name. */
  readonly libraries: ReadonlyMap<string, string>;
  /** `LIBRARY/DESK` of every circulation desk, `LIBRARY/UNIT` of every service unit → name. */
  readonly circulationDesks: ReadonlyMap<string, string>;
  readonly serviceUnits: ReadonlyMap<string, string>;
  /** Code table name → enabled code → description. */
  readonly codes: ReadonlyMap<string, ReadonlyMap<string, string>>;
  /** Code table name → every code, disabled ones, which records may still hold, included. */
  readonly allCodes: ReadonlyMap<string, ReadonlySet<string>>;
  /** Code → letter that may be sent: enabled, and with templates. */
  readonly letters: ReadonlyMap<string, LetterFact>;
}

/** A letter that may be sent. */
export interface LetterFact {
  readonly code: string;
  readonly name: string;
  /** What it is for: only one with the purpose TEMPORARY_PASSWORD can show such a password. */
  readonly purpose: 'GENERAL' | 'TEMPORARY_PASSWORD' | 'JOB_END';
  /** The version of its templates that is sent from now on. */
  readonly version: number;
}

interface ReferenceRow {
  roleTypes: RoleTypeFact[];
  libraries: { code: string; name: string }[];
  circulationDesks: Record<string, string>;
  serviceUnits: Record<string, string>;
  codes: { tableName: string; code: string; description: string; enabled: boolean }[];
  letters: LetterFact[];
}

/** Reads the whole vocabulary (some hundred rows) in one statement. */
export async function loadReference(queryable: Queryable): Promise<Reference> {
  const [row] = await queryable.query<ReferenceRow>(sql`
    SELECT (SELECT coalesce(jsonb_agg(jsonb_build_object('code', code, 'key', key, 'name', name, 'rank', rank,
              'allowsInstitution', allows_institution, 'allowsLibrary', allows_library, 'parameter', parameter,
              'parameterRequired', parameter_required, 'parameterMultiple', parameter_multiple, 'enabled', enabled)), '[]')
              FROM role_type) AS "roleTypes",
           (SELECT coalesce(jsonb_agg(jsonb_build_object('code', code, 'name', name)), '[]') FROM library) AS libraries,
           (SELECT coalesce(jsonb_object_agg(library_code || '/' || code, name), '{}') FROM circulation_desk) AS "circulationDesks",
           (SELECT coalesce(jsonb_object_agg(library_code || '/' || code, name), '{}') FROM service_unit) AS "serviceUnits",
           (SELECT coalesce(jsonb_agg(jsonb_build_object('tableName', table_name, 'code', code, 'description', description,
              'enabled', enabled) ORDER BY position), '[]') FROM code) AS codes,
           (SELECT coalesce(jsonb_agg(jsonb_build_object('code', l.code, 'name', c.description, 'purpose', l.purpose,
              'version', l.current_version) ORDER BY c.position, l.code), '[]')
            FROM letter l JOIN code c ON (c.table_name, c.code) = (l.table_name, l.code) WHERE c.enabled) AS letters`);
  if (!row) throw new Error('The institution could not be read.');
  return {
    roleTypes: new Map(row.roleTypes.flatMap((type) => [[type.code, type] as const, [type.key, type] as const])),
    libraries: new Map(row.libraries.map((library) => [library.code, library.name])),
    circulationDesks: new Map(Object.entries(row.circulationDesks)),
    serviceUnits: new Map(Object.entries(row.serviceUnits)),
    codes: codesByTable(row.codes.filter(({ enabled }) => enabled)),
    allCodes: new Map([...codesByTable(row.codes)].map(([table, codes]) => [table, new Set(codes.keys())])),
    letters: new Map(row.letters.map((letter) => [letter.code, letter])),
  };
}

function codesByTable(rows: ReferenceRow['codes']): Map<string, Map<string, string>> {
  const tables = new Map<string, Map<string, string>>();
  for (const { tableName, code, description } of rows) {
    const table = tables.get(tableName) ?? new Map<string, string>();
    tables.set(tableName, table.set(code, description));
  }
  return tables;
}
