import path from 'node:path';
import type { Config } from '../config.ts';
import type { Log } from '../platform/log.ts';
import { openFileTransport } from '../platform/mail/file-transport.ts';
import type { MailTransport } from '../platform/mail/mail.ts';
import { openSmtpTransport } from '../platform/mail/smtp-transport.ts';

/** Where letters go by the settings: to the mail server, or into files of the data directory when none is named. */
export function openMailTransport(config: Config, log: Log): MailTransport {
  const { smtpUrl, smtpConnections, smtpTimeoutMs, dataDirectory } = config;
  if (smtpUrl === undefined) return openFileTransport(path.join(dataDirectory, 'outbox'));
  return openSmtpTransport({ url: smtpUrl, connections: smtpConnections, timeoutMs: smtpTimeoutMs, log });
}
