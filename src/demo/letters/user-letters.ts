import { type DemoLetter, EXTRA_HTML, htmlPage } from './demo-letter.ts';

/** The User Notifications Letter: what a run has to say, and nothing besides. */
export const generalMessage: DemoLetter = {
  code: 'USER_NOTIFICATION',
  description: 'A message to users, with the text that is given for the run.',
  purpose: 'GENERAL',
  templates: [
    {
      language: 'en',
      subject: 'A message from {{ institution.name }}',
      text: `Dear {{ user.fullName }},

{{ extraText | default: "there is news about your library account. Please ask at the desk." }}

With kind regards
{{ institution.name }}
`,
      html: htmlPage(
        'en',
        'Dear {{ user.fullName }},',
        EXTRA_HTML,
        '{% unless extraText %}<p>there is news about your library account. Please ask at the desk.</p>{% endunless %}',
        'With kind regards<br>{{ institution.name }}',
      ),
    },
    {
      language: 'de',
      subject: 'Eine Nachricht von {{ institution.name }}',
      text: `Guten Tag, {{ user.fullName }},

{{ extraText | default: "es gibt Neues zu Ihrem Bibliothekskonto. Bitte fragen Sie an der Theke." }}

Mit freundlichen Grüßen
{{ institution.name }}
`,
      html: htmlPage(
        'de',
        'Guten Tag, {{ user.fullName }},',
        EXTRA_HTML,
        '{% unless extraText %}<p>es gibt Neues zu Ihrem Bibliothekskonto. Bitte fragen Sie an der Theke.</p>{% endunless %}',
        'Mit freundlichen Grüßen<br>{{ institution.name }}',
      ),
    },
  ],
};

/** Tells of the roles somebody holds now. */
export const roleGranted: DemoLetter = {
  code: 'ROLE_GRANTED',
  description: 'Tells users which roles they hold now.',
  purpose: 'GENERAL',
  templates: [
    {
      language: 'en',
      subject: 'Your roles at {{ institution.name }}',
      text: `Dear {{ user.fullName }},

your roles have changed. You now hold:
{% for role in user.roles %}
- {{ role.name }}{% if role.library %}, {{ role.library }}{% endif %}{% if role.expiresOn %}, until {{ role.expiresOn }}{% endif %}
{%- endfor %}
{% if extraText %}
{{ extraText }}
{% endif %}
{{ institution.name }}
`,
      html: htmlPage(
        'en',
        'Dear {{ user.fullName }},',
        'your roles have changed. You now hold:',
        '{% for role in user.roles %}<li>{{ role.name }}{% if role.library %}, {{ role.library }}{% endif %}{% if role.expiresOn %}, until {{ role.expiresOn }}{% endif %}</li>{% endfor %}',
        EXTRA_HTML,
        '{{ institution.name }}',
      ),
    },
    {
      language: 'de',
      subject: 'Ihre Rollen bei {{ institution.name }}',
      text: `Guten Tag, {{ user.fullName }},

Ihre Rollen haben sich geändert. Sie haben jetzt:
{% for role in user.roles %}
- {{ role.name }}{% if role.library %}, {{ role.library }}{% endif %}{% if role.expiresOn %}, bis {{ role.expiresOn | date: "%d.%m.%Y" }}{% endif %}
{%- endfor %}
{% if extraText %}
{{ extraText }}
{% endif %}
{{ institution.name }}
`,
      html: htmlPage(
        'de',
        'Guten Tag, {{ user.fullName }},',
        'Ihre Rollen haben sich geändert. Sie haben jetzt:',
        '{% for role in user.roles %}<li>{{ role.name }}{% if role.library %}, {{ role.library }}{% endif %}{% if role.expiresOn %}, bis {{ role.expiresOn | date: "%d.%m.%Y" }}{% endif %}</li>{% endfor %}',
        EXTRA_HTML,
        '{{ institution.name }}',
      ),
    },
  ],
};
