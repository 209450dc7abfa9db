/** A person of the demo institution whose record is written out, so that a test can name them. */
export interface NamedPerson {
  readonly primaryId: string;
  readonly firstName: string;
  readonly middleName?: string;
  readonly lastName: string;
  readonly recordType: 'PUBLIC' | 'STAFF' | 'CONTACT';
  /** The system an external account comes from; an account without one is internal. */
  readonly externalId?: string;
  readonly status?: 'ACTIVE' | 'INACTIVE';
  /** Plain dates, 'YYYY-MM-DD', as all dates here. */
  readonly expiryDate?: string;
  readonly purgeDate?: string;
  readonly birthDate?: string;
  readonly title?: string;
  readonly jobCategory?: string;
  readonly jobDescription?: string;
  readonly userGroup: string;
  readonly campus?: string;
  readonly preferredLanguage?: string;
  readonly catalogerLevel?: string;
  readonly roles: readonly NamedRole[];
  /** The first one is the preferred one. */
  readonly emails: readonly string[];
  readonly identifiers?: readonly { readonly type: string; readonly value: string }[];
  readonly blocks?: readonly { readonly type: string; readonly code: string; readonly note: string }[];
  readonly notes?: readonly { readonly type: string; readonly text: string }[];
  readonly statistics?: readonly { readonly type: string; readonly category: string }[];
  /** Primary ids of people who act for this one. */
  readonly proxies?: readonly string[];
}

interface NamedRole {
  /** The code of a role type. */
  readonly roleType: string;
  /** Absent: held at the institution. */
  readonly library?: string;
  readonly status?: 'ACTIVE' | 'INACTIVE';
  readonly expiresOn?: string;
  readonly parameters?: readonly { readonly name: string; readonly value: string }[];
}
