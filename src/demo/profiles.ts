/** A kind of person, and how the records of its people look. */
export interface Profile {
  /** How many of 1,000 people are of it. */
  readonly share: number;
  readonly recordType: 'PUBLIC' | 'STAFF' | 'CONTACT';
  readonly userGroup: string;
  readonly jobCategory?: string;
  readonly jobDescriptions?: readonly string[];
  /** How many of 100 sign in through the university, their records loaded from its student or staff system. */
  readonly external: number;
  /** How many of 100 accounts have an end; some of these ends have passed. */
  readonly expiring: number;
  /** Years of birth, from and to. */
  readonly born: readonly [number, number];
}

const staff = { recordType: 'STAFF', userGroup: 'STAFF', external: 8, expiring: 30, born: [1958, 2001] } as const;

/** What a university library's user file is made of: 1,000 shares. Four in a hundred people are catalogers. */
export const profiles: readonly Profile[] = [
  { share: 430, recordType: 'PUBLIC', userGroup: 'UNDERGRADUATE', external: 97, expiring: 100, born: [1996, 2008] },
  { share: 170, recordType: 'PUBLIC', userGroup: 'GRADUATE', external: 94, expiring: 100, born: [1985, 2003] },
  {
    share: 40,
    recordType: 'STAFF',
    userGroup: 'FACULTY',
    jobCategory: 'PROFESSOR',
    jobDescriptions: [
      'Chair of Slavonic Studies',
      'Professor of Hydrology',
      'Professor of Musicology',
      'Dean of Law',
      'Professor (50 %)',
    ],
    external: 90,
    expiring: 20,
    born: [1950, 1988],
  },
  {
    share: 60,
    recordType: 'STAFF',
    userGroup: 'FACULTY',
    jobCategory: 'LECTURER',
    external: 90,
    expiring: 60,
    born: [1960, 1996],
  },
  {
    ...staff,
    share: 40,
    jobCategory: 'CATALOGER',
    jobDescriptions: [
      'Catalogs monographs',
      'Catalogs maps & atlases',
      'Rare books, incunabula',
      'Authority control',
      'Каталогизация: кириллица',
      '日本語資料の目録',
      'Serials; retrospective conversion',
    ],
  },
  {
    ...staff,
    share: 30,
    jobCategory: 'CIRCULATION',
    jobDescriptions: ['Front desk', 'Evening shift', 'Stacks / shelving'],
  },
  {
    ...staff,
    share: 12,
    jobCategory: 'ACQUISITIONS',
    jobDescriptions: ['Orders & invoices', 'Approval plans', 'Gifts_and_exchange'],
  },
  { ...staff, share: 8, jobCategory: 'ERESOURCES', jobDescriptions: ['Licences', 'Usage statistics (COUNTER)'] },
  {
    ...staff,
    share: 15,
    jobCategory: 'REFERENCE',
    jobDescriptions: ['Subject librarian: Law', 'Subject librarian: Medicine', 'Teaching'],
  },
  { ...staff, share: 5, jobCategory: 'SYSTEMS', jobDescriptions: ['Discovery', 'Integrations'] },
  { ...staff, share: 5, userGroup: 'ADMIN', jobDescriptions: ['Head of department', 'Secretariat'] },
  { share: 110, recordType: 'PUBLIC', userGroup: 'ALUMNI', external: 0, expiring: 60, born: [1935, 2000] },
  { share: 50, recordType: 'PUBLIC', userGroup: 'VISITOR', external: 0, expiring: 100, born: [1940, 2009] },
  { share: 25, recordType: 'CONTACT', userGroup: 'VENDOR', external: 0, expiring: 0, born: [1955, 2000] },
];

/** A role that so many of 100 people of a job category hold: at the institution, or at their own library. */
export interface StaffRole {
  readonly jobCategory: string;
  readonly roleType: string;
  readonly at: 'INSTITUTION' | 'LIBRARY';
  readonly percent: number;
  /** A desk or unit of the library is chosen; other parameters have their value here. */
  readonly parameter?: { readonly name: string; readonly value?: string };
}

const desk = { name: 'CIRCULATION_DESK' };

/** What staff hold besides Patron. Nobody here is a General System Administrator: `admin` is the only one. */
export const staffRoles: readonly StaffRole[] = [
  { jobCategory: 'CATALOGER', roleType: '204', at: 'INSTITUTION', percent: 60 },
  { jobCategory: 'CATALOGER', roleType: '204', at: 'LIBRARY', percent: 35 },
  { jobCategory: 'CATALOGER', roleType: '227', at: 'INSTITUTION', percent: 20 },
  { jobCategory: 'CATALOGER', roleType: '29', at: 'LIBRARY', percent: 15 },
  {
    jobCategory: 'CATALOGER',
    roleType: '12',
    at: 'LIBRARY',
    percent: 8,
    parameter: { name: 'METADATA_TYPE', value: 'MARC21' },
  },
  { jobCategory: 'CATALOGER', roleType: '58', at: 'INSTITUTION', percent: 18 },
  { jobCategory: 'CIRCULATION', roleType: '32', at: 'LIBRARY', percent: 80, parameter: desk },
  { jobCategory: 'CIRCULATION', roleType: '221', at: 'LIBRARY', percent: 15, parameter: desk },
  { jobCategory: 'CIRCULATION', roleType: '299', at: 'LIBRARY', percent: 20, parameter: desk },
  { jobCategory: 'CIRCULATION', roleType: '51', at: 'LIBRARY', percent: 30, parameter: desk },
  { jobCategory: 'CIRCULATION', roleType: '215', at: 'LIBRARY', percent: 5 },
  { jobCategory: 'ACQUISITIONS', roleType: '54', at: 'INSTITUTION', percent: 70 },
  { jobCategory: 'ACQUISITIONS', roleType: '55', at: 'INSTITUTION', percent: 25 },
  { jobCategory: 'ACQUISITIONS', roleType: '44', at: 'INSTITUTION', percent: 40 },
  { jobCategory: 'ACQUISITIONS', roleType: '36', at: 'LIBRARY', percent: 20 },
  { jobCategory: 'ACQUISITIONS', roleType: '33', at: 'INSTITUTION', percent: 30 },
  { jobCategory: 'ACQUISITIONS', roleType: '37', at: 'LIBRARY', percent: 50, parameter: { name: 'SERVICE_UNIT' } },
  { jobCategory: 'ACQUISITIONS', roleType: '46', at: 'LIBRARY', percent: 30 },
  { jobCategory: 'ERESOURCES', roleType: '41', at: 'INSTITUTION', percent: 60 },
  { jobCategory: 'ERESOURCES', roleType: '58', at: 'INSTITUTION', percent: 40 },
  { jobCategory: 'ERESOURCES', roleType: '217', at: 'INSTITUTION', percent: 50 },
  { jobCategory: 'ERESOURCES', roleType: '244', at: 'INSTITUTION', percent: 40 },
  { jobCategory: 'REFERENCE', roleType: '46', at: 'INSTITUTION', percent: 40 },
  { jobCategory: 'REFERENCE', roleType: '231', at: 'LIBRARY', percent: 30 },
  { jobCategory: 'REFERENCE', roleType: '239', at: 'INSTITUTION', percent: 20 },
  { jobCategory: 'SYSTEMS', roleType: '21', at: 'INSTITUTION', percent: 20 },
  { jobCategory: 'SYSTEMS', roleType: '21', at: 'LIBRARY', percent: 30 },
  {
    jobCategory: 'SYSTEMS',
    roleType: '52',
    at: 'INSTITUTION',
    percent: 20,
    parameter: { name: 'READ_ONLY', value: 'true' },
  },
  { jobCategory: 'SYSTEMS', roleType: '56', at: 'INSTITUTION', percent: 10 },
];
