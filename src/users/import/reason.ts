/** What made a record fail. */
export type ErrorCode =
  | 'MALFORMED_RECORD'
  | 'INVALID_FIELD'
  | 'UNKNOWN_CODE'
  | 'IDENTIFIER_TAKEN'
  | 'ACCOUNT_TYPE_REFUSED'
  | 'LAST_SYSTEM_ADMINISTRATOR'
  | 'FILE_BROKEN'
  | 'REFUSED_BY_DATABASE';

/** What the operator should know about a record that went in all the same. */
export type WarningCode =
  | 'DUPLICATE_IN_FILE'
  | 'DUPLICATE_ENTRY'
  | 'EMPTY_ENTRY'
  | 'INTERNAL_KEPT'
  | 'PASSWORD_IGNORED'
  | 'SEVERAL_PREFERRED'
  | 'UNKNOWN_FIELD'
  | 'UNKNOWN_PATRON';

/** One reason of a record's outcome. `field` is its name in the published form: `contact_info.email[0].email_address`. */
export type Reason =
  | { readonly level: 'ERROR'; readonly code: ErrorCode; readonly field: string | null; readonly message: string }
  | { readonly level: 'WARNING'; readonly code: WarningCode; readonly field: string | null; readonly message: string };

/** A reason that keeps the record out. */
export function failure(code: ErrorCode, field: string | null, message: string): Reason {
  return { level: 'ERROR', code, field, message };
}

/** A reason to look at the record, which went in. */
export function warning(code: WarningCode, field: string | null, message: string): Reason {
  return { level: 'WARNING', code, field, message };
}
