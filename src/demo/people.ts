import type { NamedPerson } from './named-person.ts';

const staff = { recordType: 'STAFF', userGroup: 'STAFF', campus: 'NORTH', preferredLanguage: 'en' } as const;
const catalogerStaff = { ...staff, jobCategory: 'CATALOGER', catalogerLevel: '20' } as const;
const patronRole = { roleType: '200' } as const;
const catalogerRole = { roleType: '204' } as const;

/** The people to sign in as: internal accounts, whose passwords {@link giveDemoPasswords} makes. */
export const signInPeople = {
  /** General System Administrator, the only one, and User Administrator. */
  admin: {
    ...staff,
    primaryId: 'admin',
    firstName: 'Ada',
    lastName: 'Lindqvist',
    userGroup: 'ADMIN',
    roles: [{ roleType: '26' }, { roleType: '50' }],
    emails: ['ada.lindqvist@aldermoor.example'],
  },
  /** User Manager of the institution. */
  userManager: {
    ...staff,
    primaryId: 'user.manager',
    firstName: 'Uma',
    lastName: 'Marchetti',
    userGroup: 'ADMIN',
    roles: [{ roleType: '21' }, patronRole],
    emails: ['uma.marchetti@aldermoor.example'],
  },
  /** User Manager of the Law Library alone. */
  libraryManager: {
    ...staff,
    primaryId: 'library.manager',
    firstName: 'Leopold',
    lastName: 'Mbeki',
    roles: [{ roleType: '21', library: 'LAW' }, patronRole],
    emails: ['leopold.mbeki@aldermoor.example'],
  },
  /** A cataloger without License Viewer, who manages nobody. */
  cataloger: {
    ...catalogerStaff,
    primaryId: 'cataloger',
    firstName: 'Clara',
    lastName: 'Ortega',
    roles: [catalogerRole, patronRole],
    emails: ['clara.ortega@aldermoor.example'],
    identifiers: [{ type: 'BARCODE', value: '00000004' }],
  },
  /** A patron and nothing else. */
  patron: {
    recordType: 'PUBLIC',
    userGroup: 'VISITOR',
    primaryId: 'patron',
    firstName: 'Piet',
    lastName: 'van der Meer',
    preferredLanguage: 'de',
    roles: [patronRole],
    emails: ['piet@mail.example'],
  },
} as const satisfies Record<string, NamedPerson>;

/** Catalogers, each with one thing that a job must not trip over. */
export const catalogers = {
  /** Loaded from the staff system: the next load may overwrite what a job sets. */
  external: {
    ...catalogerStaff,
    primaryId: 'cataloger.external',
    firstName: 'Élodie',
    lastName: 'Lefèvre',
    externalId: 'HR',
    roles: [catalogerRole],
    emails: ['elodie.lefevre@aldermoor.example'],
    identifiers: [{ type: 'UNIV_ID', value: 'U-external-1' }],
  },
  /** Holds License Viewer at the institution already. */
  licenseViewer: {
    ...catalogerStaff,
    primaryId: 'cataloger.viewer',
    firstName: 'Łukasz',
    lastName: 'Wiśniewski',
    roles: [catalogerRole, { roleType: '58' }],
    emails: ['lukasz.wisniewski@aldermoor.example'],
  },
  /** Held License Viewer, until the role ended. */
  formerLicenseViewer: {
    ...catalogerStaff,
    primaryId: 'cataloger.former-viewer',
    firstName: 'Ελένη',
    lastName: 'Παππάς',
    roles: [catalogerRole, { roleType: '58', expiresOn: '2024-12-31' }],
    emails: ['eleni.pappas@aldermoor.example'],
  },
  /** The account ended. */
  expired: {
    ...catalogerStaff,
    primaryId: 'cataloger.expired',
    firstName: 'Екатерина',
    middleName: 'Андреевна',
    lastName: 'Соловьёва',
    expiryDate: '2024-06-30',
    purgeDate: '2025-06-30',
    roles: [catalogerRole],
    emails: ['e.solovyova@aldermoor.example'],
  },
  /** Nothing to send a letter to. */
  withoutEmail: {
    ...catalogerStaff,
    primaryId: 'cataloger.no-email',
    firstName: '秀英',
    lastName: '欧阳',
    roles: [catalogerRole],
    emails: [],
  },
  /** Has a block in force. */
  blocked: {
    ...catalogerStaff,
    primaryId: 'cataloger.blocked',
    firstName: 'فاطمة',
    lastName: 'المصري',
    roles: [catalogerRole],
    emails: ['fatima.almasri@aldermoor.example'],
    blocks: [{ type: 'GLOBAL', code: '02', note: 'Three reminders unanswered' }],
  },
  /** Taken out of use. */
  inactive: {
    ...catalogerStaff,
    primaryId: 'cataloger.inactive',
    firstName: 'Jiří',
    lastName: 'Černý',
    status: 'INACTIVE',
    roles: [catalogerRole],
    emails: ['jiri.cerny@aldermoor.example'],
  },
  /** Holds a role at the Law Library: `library.manager` sees them. */
  atLaw: {
    ...catalogerStaff,
    primaryId: 'cataloger.law',
    firstName: 'Beatrice',
    lastName: "D'Angelo",
    roles: [{ roleType: '204', library: 'LAW' }],
    emails: ['beatrice.dangelo@aldermoor.example'],
    notes: [{ type: 'GENERAL', text: 'Works at the Law Library on Fridays' }],
  },
  /** Holds roles at the Music Library alone: `library.manager` must not know of them. */
  atMusic: {
    ...catalogerStaff,
    primaryId: 'cataloger.music',
    firstName: 'תמר',
    lastName: 'שפירא',
    campus: 'HARBOUR',
    roles: [{ roleType: '204', library: 'MUSIC' }],
    emails: ['tamar.shapira@aldermoor.example'],
  },
} as const satisfies Record<string, NamedPerson>;
