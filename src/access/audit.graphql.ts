import { encodeGlobalID } from '@pothos/plugin-relay';
import { builder } from '../graphql/builder.ts';
import { checkLongRowCursors } from '../graphql/connection.ts';
import { readGlobalId } from '../graphql/opaque-text.ts';
import { type AuditListing, listedAuditEvents } from './listed-audit-events.ts';

builder.prismaObject('AuditEvent', {
  description: 'A change, a preview, or an attempt that was refused: who, when, what, and under which authority.',
  fields: (t) => ({
    id: t.id({
      description: 'Opaque and stable, to tell it from others.',
      select: { id: true },
      resolve: ({ id }) => encodeGlobalID('AuditEvent', String(id)),
    }),
    at: t.expose('at', { type: 'DateTime', description: 'When it was.' }),
    actor: t.exposeString('actor', {
      description: 'The primary id of who did it, or the one they claimed when nobody was signed in.',
    }),
    authority: t.exposeString('authority', {
      description: 'What they were allowed then: `USER_MANAGER at LAW`; and the API key, if it was through one.',
    }),
    operation: t.exposeString('operation', { description: 'What was done: the name of the mutation.' }),
    refused: t.exposeString('refused', {
      nullable: true,
      description: 'The code of the problem that stood in its way; null: it was done.',
    }),
    subject: t.exposeString('subject', {
      nullable: true,
      description: 'What it was done to, as kind and key: `UserSet:12`; null: nothing in particular.',
    }),
    details: t.expose('details', {
      type: 'JSON',
      nullable: true,
      description: 'More about it; of a change, what was `before` and is `after`.',
    }),
    requestId: t.exposeString('requestId', { description: 'The id of the request, which is in the log as well.' }),
  }),
});

const AuditEventFilter = builder.inputType('AuditEventFilter', {
  description: 'Which audit events. What is left out does not narrow them.',
  fields: (t) => ({
    actor: t.string({ description: 'The primary id of who did it; upper and lower case are the same.' }),
    operation: t.string({ description: 'The name of the mutation: `signIn`.' }),
    subject: t.string({ description: 'What it was done to, as `subject` of an event says it.' }),
    subjectId: t.id({ description: 'What it was done to, by its id.' }),
    from: t.field({ type: 'DateTime', description: 'From this moment on.' }),
    before: t.field({ type: 'DateTime', description: 'Before this moment.' }),
    refused: t.boolean({ description: 'Only what was refused, or only what was done.' }),
  }),
});

builder.queryField('auditEvents', (t) =>
  t.prismaConnection(
    {
      type: 'AuditEvent',
      cursor: 'id',
      authScopes: { administrator: true },
      description: 'What was done and what was refused, the newest first. For administrators.',
      args: { where: t.arg({ type: AuditEventFilter, description: 'Which of them.' }) },
      totalCount: (_root, { where }, { database }) =>
        database.prisma.auditEvent.count({ where: listedAuditEvents(listing(where)) }),
      resolve: (query, _root, { where, ...page }, { database }) => {
        checkLongRowCursors(page);
        const wanted = listedAuditEvents(listing(where));
        return database.prisma.auditEvent.findMany({ ...query, where: wanted, orderBy: { id: 'desc' } });
      },
    },
    { name: 'AuditEventConnection' },
    { name: 'AuditEventEdge' },
  ),
);

function listing(where: typeof AuditEventFilter.$inferInput | null | undefined): AuditListing {
  const { subjectId, ...rest } = where ?? {};
  if (subjectId == null) return rest;
  const { typename, id } = readGlobalId(String(subjectId));
  return { ...rest, subject: `${typename}:${id}` };
}
