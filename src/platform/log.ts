import { type Logger, pino } from 'pino';
import type { LOG_LEVELS } from '../config.ts';

/** A structured logger; `child({ requestId })` adds fields to every line of one piece of work. */
export type Log = Logger;

export interface LogOptions {
  readonly level: (typeof LOG_LEVELS)[number];
  /** Servers write to stdout; commands whose stdout is their result write to stderr. */
  readonly destination?: 'stdout' | 'stderr';
}

const SECRET_FIELDS = ['authorization', 'password', 'token', 'cookie', 'secret', 'apiKey'];

/** Opens the log: one JSON object a line, with fields that hold secrets blanked wherever they are in a line's top levels. */
export function openLog({ level, destination = 'stdout' }: LogOptions): Log {
  const options = {
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    formatters: { level: (label: string) => ({ level: label }) },
    redact: { paths: SECRET_FIELDS.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: '[secret]' },
  };
  return pino(options, pino.destination({ fd: destination === 'stdout' ? 1 : 2, sync: true }));
}
