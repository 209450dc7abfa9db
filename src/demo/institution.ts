/** The institution everybody belongs to. */
export const demoInstitution = { code: 'ALDERMOOR', name: 'Aldermoor University' };

/** A library with its places: `desks` are circulation desks, `units` are service units. */
export interface DemoLibrary {
  readonly code: string;
  readonly name: string;
  readonly desks: readonly DemoPlace[];
  readonly units: readonly DemoPlace[];
}

interface DemoPlace {
  readonly code: string;
  readonly name: string;
}

/** The five libraries. */
export const demoLibraries: readonly DemoLibrary[] = [
  {
    code: 'MAIN',
    name: 'Main Library',
    desks: [
      { code: 'MAIN_CIRC', name: 'Main Circulation Desk' },
      { code: 'MAIN_RESERVES', name: 'Course Reserves Desk' },
      { code: 'MAIN_ILL', name: 'Interlibrary Loan Desk' },
    ],
    units: [
      { code: 'MAIN_ACQ', name: 'Acquisitions' },
      { code: 'MAIN_BINDING', name: 'Binding and Repair' },
      { code: 'MAIN_DIGI', name: 'Digitization' },
    ],
  },
  {
    code: 'LAW',
    name: 'Law Library',
    desks: [
      { code: 'LAW_CIRC', name: 'Law Circulation Desk' },
      { code: 'LAW_RESERVES', name: 'Law Reserves Desk' },
    ],
    units: [{ code: 'LAW_ACQ', name: 'Law Acquisitions' }],
  },
  {
    code: 'MED',
    name: 'Medical Library',
    desks: [{ code: 'MED_CIRC', name: 'Medical Circulation Desk' }],
    units: [
      { code: 'MED_ACQ', name: 'Medical Acquisitions' },
      { code: 'MED_DOCDEL', name: 'Document Delivery' },
    ],
  },
  {
    code: 'SCI',
    name: 'Science and Engineering Library',
    desks: [
      { code: 'SCI_CIRC', name: 'Science Circulation Desk' },
      { code: 'SCI_EQUIP', name: 'Equipment Loans' },
    ],
    units: [{ code: 'SCI_ACQ', name: 'Science Acquisitions' }],
  },
  {
    code: 'MUSIC',
    name: 'Music and Performing Arts Library',
    desks: [{ code: 'MUSIC_CIRC', name: 'Music Circulation Desk' }],
    units: [{ code: 'MUSIC_CONSERVE', name: 'Conservation Studio' }],
  },
];
