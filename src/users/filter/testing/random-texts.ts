import fc from 'fast-check';

/** Words of several alphabets, in several cases and normal forms, and every character that means something to somebody. */
const words = [
  ...[
    'Müller',
    'MÜLLER',
    'Muller',
    'müller',
    'Mu\u0308ller',
    'straße',
    'STRASSE',
    'Åsa',
    'åsa',
    'Żółć',
    'Œuvre',
    'ǅungla',
    'İstanbul',
    'ISTANBUL',
    'ısı',
  ],
  ...['Σίσυφος', 'ΣΊΣΥΦΟΣ', 'ΣΙΣΥΦΟΣ', 'Οδυσσεύς', 'Иванов', 'ИВАНОВ', 'Ёлка', 'елка', 'Їжак', 'Андрій'],
  ...[
    'محمد',
    'عَبْدُ',
    'عبد',
    'שָׁלוֹם',
    'שלום',
    'फ़ातिमा',
    'क्षत्रिय',
    '山田',
    '山',
    '太郎',
    'カタカナ',
    '김민준',
    'สมชาย',
    '😀',
    '👩‍👩‍👧',
    '🇪🇺',
  ],
  ...[
    '%',
    '_',
    '\\',
    '100%',
    'a_b',
    'a%b',
    'a\\b',
    'ab',
    'axb',
    '\\%',
    '%%',
    "O'Brien",
    '"',
    '--',
    '/*',
    '$1',
    '*',
    '.',
    '[a-z]',
    ' ',
    'a b',
    '\t',
    '\n',
  ],
  ...['0042', '42', 'B-42', 'b-42', 'anna', 'Anna', 'ANNA', 'ann', 'nna', 'e\u0301', 'é', 'x\u0323\u0301', 'K', 'ﬀ'],
];

/** Text with something in it. */
export const someText: fc.Arbitrary<string> = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.array(fc.constantFrom(...words), { minLength: 1, maxLength: 3 }).map((parts) => parts.join('')),
  },
  {
    weight: 1,
    arbitrary: fc.string({ unit: 'grapheme', minLength: 1, maxLength: 6 }).map((text) => text.replaceAll('\0', 'x')),
  },
);

/** The same, or empty. */
export const anyText: fc.Arbitrary<string> = fc.oneof(
  { weight: 3, arbitrary: someText },
  { weight: 1, arbitrary: fc.constant('') },
);

/** Text that is not only white space. */
export const printedText: fc.Arbitrary<string> = someText.map((text) => (/^\s*$/u.test(text) ? `x${text}` : text));
