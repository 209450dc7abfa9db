import { GraphQLError } from 'graphql';
import { z } from 'zod';
import { builder } from './builder.ts';
import { isUploadedFile, type UploadedFile } from './uploaded-file.ts';

const existing = (text: string) => !text.startsWith('0000');
const plainDate = z.iso.date().refine(existing);
// With another offset, the first day of the year 1 would still be one of the year 0, which PostgreSQL does not know.
const instant = z.iso
  .datetime({ offset: true })
  .refine((text) => !Number.isFinite(Date.parse(text)) || existing(new Date(text).toISOString()));
const webAddress = z.url({ protocol: /^https?$/ });

builder.scalarType('Date', {
  description: 'A day of the calendar, `YYYY-MM-DD`, without a time zone.',
  serialize: (value) => (value instanceof Date ? value.toISOString().slice(0, 10) : value),
  parseValue: (value) => parsed(plainDate, value, 'a date, YYYY-MM-DD'),
});

builder.scalarType('DateTime', {
  description: 'An instant, in ISO 8601 with milliseconds, UTC: `2030-12-31T23:59:59.000Z`.',
  serialize: (value) => (value instanceof Date ? value : new Date(value)).toISOString(),
  parseValue: (value) => new Date(parsed(instant, value, 'an instant in ISO 8601 with a time zone')),
});

builder.scalarType('URL', {
  description: 'An absolute web address.',
  serialize: (value) => value,
  parseValue: (value) => parsed(webAddress, value, 'an absolute web address'),
});

builder.scalarType('JSON', {
  description: 'Any JSON value.',
  serialize: (value) => value,
  parseValue: (value) => value,
});

builder.scalarType('File', {
  description:
    'A file, sent as multipart/form-data (GraphQL multipart request specification) with the header `x-csrf-prevention`. One in a request, and not over WebSocket.',
  serialize: () => {
    throw new GraphQLError('Files are taken, and never given.');
  },
  parseValue: (value): UploadedFile => {
    if (isUploadedFile(value)) return value;
    throw new GraphQLError('Expected a file, sent as multipart/form-data.', { extensions: { code: 'BAD_USER_INPUT' } });
  },
});

function parsed(type: z.ZodType<string>, value: unknown, meaning: string): string {
  const result = type.safeParse(value);
  if (result.success) return result.data;
  throw new GraphQLError(`Expected ${meaning}.`, { extensions: { code: 'BAD_USER_INPUT' } });
}
