import { type DemoLetter, htmlPage } from './demo-letter.ts';

/** Tells somebody whose account has become internal how to sign in. */
export const accountNotice: DemoLetter = {
  code: 'ACCOUNT_NOTICE',
  description: 'Tells users the temporary password of an account that has become internal.',
  purpose: 'TEMPORARY_PASSWORD',
  templates: [
    {
      language: 'en',
      subject: 'Your account at {{ institution.name }}',
      text: `Dear {{ user.fullName }},

from now on you sign in at {{ institution.name }} with

  user name: {{ user.primaryId }}
  password:  {{ temporaryPassword }}

You will be asked to replace the password when you first sign in.
`,
      html: htmlPage(
        'en',
        'Dear {{ user.fullName }},',
        'from now on you sign in at {{ institution.name }} with the user name <b>{{ user.primaryId }}</b> and the password <code>{{ temporaryPassword }}</code>.',
        'You will be asked to replace the password when you first sign in.',
      ),
    },
    {
      language: 'de',
      subject: 'Ihr Konto bei {{ institution.name }}',
      text: `Guten Tag, {{ user.fullName }},

von jetzt an melden Sie sich bei {{ institution.name }} so an:

  Benutzername: {{ user.primaryId }}
  Passwort:     {{ temporaryPassword }}

Bei der ersten Anmeldung werden Sie gebeten, das Passwort zu ersetzen.
`,
      html: htmlPage(
        'de',
        'Guten Tag, {{ user.fullName }},',
        'von jetzt an melden Sie sich bei {{ institution.name }} mit dem Benutzernamen <b>{{ user.primaryId }}</b> und dem Passwort <code>{{ temporaryPassword }}</code> an.',
        'Bei der ersten Anmeldung werden Sie gebeten, das Passwort zu ersetzen.',
      ),
    },
  ],
};
