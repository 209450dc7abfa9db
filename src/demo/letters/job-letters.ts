import type { DemoLetter } from './demo-letter.ts';

/** Tells who submitted a job, and wanted to know, of its end. */
export const jobEnded: DemoLetter = {
  code: 'JOB_ENDED',
  description: 'Tells the owner of a job of its end, with the numbers of its report.',
  purpose: 'JOB_END',
  templates: [
    {
      language: 'en',
      subject: '{{ job.state }}: {{ job.name }}',
      text: `The job "{{ job.name }}" on the set "{{ job.set }}" has ended: {{ job.state }}{% if job.conclusion %}, {{ job.conclusion }}{% endif %}.

total {{ job.total }} = processed {{ job.processed }} + skipped {{ job.skipped }}
processed {{ job.processed }} = updated {{ job.updated }} + unchanged {{ job.unchanged }} + errors {{ job.errors }}
with warnings {{ job.warnings }}
letters: sent {{ job.lettersSent }}, failed {{ job.lettersFailed }}, not to be sent {{ job.lettersSkipped }}
`,
      html: null,
    },
    {
      language: 'de',
      subject: '{{ job.state }}: {{ job.name }}',
      text: `Der Auftrag „{{ job.name }}“ über das Set „{{ job.set }}“ ist beendet: {{ job.state }}{% if job.conclusion %}, {{ job.conclusion }}{% endif %}.

insgesamt {{ job.total }} = bearbeitet {{ job.processed }} + übersprungen {{ job.skipped }}
bearbeitet {{ job.processed }} = geändert {{ job.updated }} + unverändert {{ job.unchanged }} + Fehler {{ job.errors }}
mit Warnungen {{ job.warnings }}
Briefe: gesendet {{ job.lettersSent }}, gescheitert {{ job.lettersFailed }}, nicht zu senden {{ job.lettersSkipped }}
`,
      html: null,
    },
  ],
};
