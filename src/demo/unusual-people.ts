import type { NamedPerson } from './named-person.ts';

const visitor = { recordType: 'PUBLIC', userGroup: 'VISITOR', preferredLanguage: 'en' } as const;

/** People whose data hits what software likes to get wrong; none of them is a cataloger. */
export const unusualPeople = {
  /** Every character of their names that means something to LIKE or to SQL. */
  wildcards: {
    ...visitor,
    primaryId: "wild%card_o'neill",
    firstName: '100%',
    middleName: 'Back\\slash',
    lastName: "Under_score-O'Neill",
    roles: [{ roleType: '200' }],
    emails: ['100%_sure@mail.example'],
    identifiers: [{ type: 'OTHER_ID_1', value: 'A%B_C\\D' }],
  },
  /** Whom a search for the one above finds as well when `%` and `_` are not taken for themselves. */
  wildcardsTwin: {
    ...visitor,
    primaryId: 'wild-card-o-neill',
    firstName: '100 times',
    lastName: 'UnderXscore-Oneill',
    roles: [{ roleType: '200' }],
    emails: ['100-sure@mail.example'],
    identifiers: [{ type: 'OTHER_ID_1', value: 'AxxBxCxD' }],
  },
  /** Primary ids know no case … */
  mixedCase: {
    ...visitor,
    primaryId: 'MiXed.Case',
    firstName: 'Öykü',
    lastName: 'IŞIK',
    roles: [{ roleType: '200' }],
    emails: ['Mixed.Case@Mail.Example'],
    // … but identifiers do: these two are two people's.
    identifiers: [{ type: 'INST_ID', value: 'abC-7' }],
  },
  mixedCaseTwin: {
    ...visitor,
    primaryId: 'other.case',
    firstName: 'Αλέξανδρος',
    lastName: 'ΠΑΠΑΔΌΠΟΥΛΟΣ',
    roles: [{ roleType: '200' }],
    emails: ['alexandros@mail.example'],
    identifiers: [{ type: 'INST_ID', value: 'ABC-7' }],
  },
  /** A barcode that a spreadsheet would turn into a number. */
  leadingZeros: {
    ...visitor,
    primaryId: '000123',
    firstName: 'Zsófia',
    lastName: 'Őszi',
    roles: [{ roleType: '200' }],
    emails: ['zsofia@mail.example'],
    identifiers: [{ type: 'BARCODE', value: '00012345' }],
  },
  /** A role with a parameter, and somebody who acts for them. */
  deskOperator: {
    recordType: 'STAFF',
    userGroup: 'STAFF',
    preferredLanguage: 'ja',
    primaryId: 'desk.operator',
    firstName: '太郎',
    lastName: '渡辺',
    jobCategory: 'CIRCULATION',
    roles: [
      { roleType: '32', library: 'LAW', parameters: [{ name: 'CIRCULATION_DESK', value: 'LAW_CIRC' }] },
      {
        roleType: '37',
        library: 'MAIN',
        expiresOn: '2036-12-31',
        parameters: [
          { name: 'SERVICE_UNIT', value: 'MAIN_ACQ' },
          { name: 'SERVICE_UNIT', value: 'MAIN_BINDING' },
        ],
      },
    ],
    emails: ['taro.watanabe@aldermoor.example', 'watanabe@mail.example'],
    statistics: [{ type: 'DEPARTMENT', category: 'LW' }],
    proxies: ['MiXed.Case'],
  },
  /** A publisher's contact, who holds no role at all. */
  contact: {
    recordType: 'CONTACT',
    userGroup: 'VENDOR',
    primaryId: 'vendor.contact',
    firstName: 'Nguyệt',
    lastName: 'Nguyễn',
    roles: [],
    emails: ['nguyet@publisher.example'],
  },
} as const satisfies Record<string, NamedPerson>;
