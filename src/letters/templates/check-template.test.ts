import { setImmediate as nextTurn } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { templateIssues } from './check-template.ts';
import { type LetterTemplate, templateFor } from './letter-template.ts';
import { type LetterPurpose, letterVariables, sampleValues } from './letter-variables.ts';
import { renderTemplate } from './render-template.ts';

const template = (texts: Partial<LetterTemplate> = {}): LetterTemplate => {
  return { language: 'de', subject: 'Hallo', text: 'Guten Tag', html: null, ...texts };
};
const faults = async (texts: Partial<LetterTemplate>, purpose: LetterPurpose = 'GENERAL') =>
  (await templateIssues([template(texts)], purpose)).map(({ path, message }) => `${path.slice(2).join()}: ${message}`);
/** A template whose text `a` is doubled 25 times. */
const growing = (doubling: string) =>
  `{% assign a = "aaaaaaaaaa" %}{% for i in (1..25) %}${doubling}{% endfor %}{{ a }}`;

describe('a template is refused', () => {
  test.each([
    ['a\n\n{{ user.frstName }}', 'text: de: There is no variable user.frstName (line 3, column 4).'],
    ['{{ password }}', 'text: de: There is no variable password (line 1, column 4).'],
    ['{{ temporaryPassword }}', 'text: de: There is no variable temporaryPassword (line 1, column 4).'],
    ['{{ user.firstName.length }}', 'text: de: There is no variable user.firstName.length (line 1, column 4).'],
    ['{{ user.constructor }}', 'text: de: There is no variable user.constructor (line 1, column 4).'],
    ['{% for role in user.roles %}{{ role.nme }}{% endfor %}', 'undefined variable: role.nme (line 1, column 32).'],
    ['{{ user.roles[0].name }}', 'undefined variable'],
    ['{{ user.firstName', 'output "{{ user.firstName" not closed (line 1, column 1).'],
    ['x\n{% if user.campus %}', 'tag {% if user.campus %} not closed (line 2, column 1).'],
    ['{{ user.firstName | shout }}', 'undefined filter: shout (line 1, column 1).'],
    ['{% include "/etc/passwd" %}', 'tag "include" not found (line 1, column 1).'],
    ['{% render "x" %}', 'tag "render" not found (line 1, column 1).'],
    ['{% layout "x" %}', 'tag "layout" not found (line 1, column 1).'],
    ['{{ user.firstName | raw }}', 'undefined filter: raw (line 1, column 1).'],
    ['{% for i in (1..1000000000) %}x{% endfor %}', 'memory alloc limit exceeded (line 1, column 1).'],
    ['{% for i in (1..99999) %}{% for j in (1..99999) %}{% endfor %}{% endfor %}', 'limit exceeded'],
  ])('%j', async (text, fault) => {
    const [first, ...others] = await faults({ text });
    expect(first).toContain(fault);
    expect(others).toEqual([]);
  });

  test.each([
    [
      'is long',
      `{% for i in (1..2000) %}${'x'.repeat(40_000)}{% endfor %}`,
      'memory alloc limit exceeded (line 1, column 25).',
    ],
    ['captures', growing('{% capture a %}{{ a }}{{ a }}{% endcapture %}'), 'memory alloc limit exceeded'],
    ['appends', growing('{% assign a = a | append: a %}'), 'memory alloc limit exceeded'],
    ['joins', growing('{% assign a = a | split: "" | concat: a | join: "" %}'), 'size limit exceeded: list for concat'],
    [
      'sorts',
      '{% assign a = (1..300000) | sort %}',
      'size limit exceeded: list for sort, at most 5000 (line 1, column 1).',
    ],
    ['seeks', '{% assign a = (1..300000) %}{% if a contains 0 %}{% endif %}', 'limit exceeded: list for contains'],
    ['finds', `{% if extraText contains "${'a'.repeat(201)}" %}{% endif %}`, 'limit exceeded: argument of contains'],
    ['replaces', `{{ extraText | replace: "${'a'.repeat(201)}", "" }}`, 'limit exceeded: argument of replace'],
    ['tells dates', `{{ today | date: "${'%A'.repeat(101)}" }}`, 'limit exceeded: argument of date'],
    ['nests lists', '{{ user.roles | push: user.roles }}', 'undefined filter: push'],
    ['hides expressions', '{{ user.roles | group_by_exp: "r", "r" }}', 'undefined filter: group_by_exp'],
  ])('that %s beyond measure', async (_what, text, fault) => {
    expect(await faults({ text })).toEqual([expect.stringContaining(fault)]);
  });

  test('with every fault of all its texts', async () => {
    expect(await faults({ subject: '{{ a }}', text: '{{ b }}{{ c }}', html: '{{ d }}' })).toHaveLength(4);
  });

  test('when it should tell the password and does not, at least not to everybody', async () => {
    const password = 'TEMPORARY_PASSWORD';
    expect(await faults({}, password)).toEqual(['text: de: The text must show {{ temporaryPassword }} to everybody.']);
    const some = '{% if user.campus %}{{ temporaryPassword }}{% endif %}';
    expect(await faults({ text: some }, password)).toHaveLength(1);
    expect(await faults({ text: '{{ temporaryPassword }}', html: '<p></p>' }, password)).toHaveLength(1);
    expect(await faults({ text: '{{ temporaryPassword }}', html: '<b>{{ temporaryPassword }}</b>' }, password)).toEqual(
      [],
    );
    expect(await faults({ text: '{{ temporaryPassword }}', subject: '{{ temporaryPassword }}' }, password)).toEqual([
      'subject: de: The subject must not show temporaryPassword (line 1, column 4).',
    ]);
    const roundabout = '{% assign n = "temporary" | append: "Password" %}{{ [n] }}';
    expect(await faults({ text: '{{ temporaryPassword }}', subject: roundabout }, password)).toEqual([
      expect.stringMatching(/^subject: de: undefined variable: /),
    ]);
  });
});

test('every variable that is documented can be used', async () => {
  for (const { name, purpose, sample } of letterVariables) {
    const text = Array.isArray(sample)
      ? `{% for one in ${name} %}${Object.keys(sample[0]).map((key) => `{{ one.${key} }}`)}{% endfor %}`
      : `{{ ${name} }}{{ temporaryPassword }}`;
    const usable = purpose === 'TEMPORARY_PASSWORD' ? text : text.replace('{{ temporaryPassword }}', '');
    expect(await faults({ text: usable }, purpose ?? 'GENERAL'), name).toEqual([]);
  }
});

describe('all texts of a letter together', () => {
  const languages = Array.from({ length: 50 }, (_, index) => `x-${index}`);

  test('are checked up to the first that takes too much', async () => {
    const text = '{% for i in (1..99999) %}{% for j in (1..9) %}{% endfor %}{% endfor %}';
    const issues = await templateIssues(
      languages.map((language) => template({ language, subject: text, text, html: text })),
      'GENERAL',
    );
    expect(issues).toEqual([
      { path: ['templates', 0, 'subject'], message: expect.stringMatching(/^x-0: .*limit exceeded/) },
    ]);
  });

  test('have a time that ends, each of them within its limits as it may be', async () => {
    const issues = await templateIssues(
      languages.map((language) => template({ language })),
      'GENERAL',
      Number.MIN_VALUE,
    );
    expect(issues).toEqual([
      {
        path: ['templates', 0, 'text'],
        message: 'x-0: time limit exceeded: the texts before this one take too long to be checked.',
      },
    ]);
  });

  test('leave others their turn', async () => {
    let ended = false;
    let turns = 0;
    const takeTurns = async () => {
      for (; !ended; turns += 1) await nextTurn();
    };
    const others = takeTurns();
    await templateIssues(
      languages.map((language) => template({ language })),
      'GENERAL',
    );
    ended = true;
    await others;
    expect(turns).toBeGreaterThan(50);
  });

  test('have a hundred faults at most, and so many tags', async () => {
    expect(await faults({ text: '{{ a }}'.repeat(1_000) })).toHaveLength(100);
    expect(await faults({ text: '{{ today }}'.repeat(2_001) })).toEqual([
      'text: de: At most 2000 of {{ and {% in one text.',
    ]);
  });
});

describe('what is put in', () => {
  const nasty = '{{ 7 | times: 7 }}<script>alert("x")</script>';
  const values = { ...sampleValues('GENERAL'), extraText: nasty };

  test('is no template, and no HTML', () => {
    const { text, html } = renderTemplate(
      template({ text: '{{ extraText }}', html: '<p>{{ extraText }}</p>' }),
      values,
    );
    expect(text).toBe(nasty);
    expect(html).toBe('<p>{{ 7 | times: 7 }}&lt;script&gt;alert(&#34;x&#34;)&lt;/script&gt;</p>');
  });

  test('leaves a subject one line', () => {
    const { subject } = renderTemplate(template({ subject: ' {{ extraText }} ' }), { extraText: 'a\r\nBcc: b\t c' });
    expect(subject).toBe('a Bcc: b c');
  });

  test('keeps the password out of the subject, however it is asked for', () => {
    const subject = '{% assign n = "temporary" | append: "Password" %}{{ [n] }}';
    const given = { ...values, temporaryPassword: 'Kx7mPq2RtZ' };
    expect(() => renderTemplate(template({ subject }), given)).toThrow('undefined variable');
    expect(renderTemplate(template({ text: '{{ temporaryPassword }}' }), given).text).toBe('Kx7mPq2RtZ');
  });

  test('that is a date stays the same day, wherever the server stands', () => {
    const text = '{{ user.expiryDate | date: "%d.%m.%Y" }}';
    expect(renderTemplate(template({ text }), values).text).toBe('31.12.2030');
  });
});

describe('the language', () => {
  const letter = {
    purpose: 'GENERAL' as const,
    defaultLanguage: 'en',
    templates: ['en', 'de', 'pt-BR', 'pt'].map((language) => template({ language })),
  };

  test.each([
    ['de', 'de'],
    ['de-AT', 'de'],
    ['DE', 'de'],
    ['pt-BR', 'pt-BR'],
    ['pt_br', 'pt-BR'],
    ['pt-PT', 'pt'],
    ['ja', 'en'],
    [null, 'en'],
  ])('of somebody who prefers %s is %s', (preferred, language) => {
    expect(templateFor(letter, preferred).language).toBe(language);
  });
});
