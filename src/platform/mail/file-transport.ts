import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { createTransport } from 'nodemailer';
import { composed, type MailTransport } from './mail.ts';

const CONCURRENCY = 8;

/**
 * Writes every message as a file into a directory, as it would have gone over the wire: `<time>-<message id>.eml`. A file
 * is whole or not there, and the same message written again is the same file.
 */
export function openFileTransport(directory: string): MailTransport {
  const transport = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
  return {
    concurrency: CONCURRENCY,
    async send(mail) {
      const { message } = await transport.sendMail(composed(mail));
      const file = path.join(directory, `${fileTime(mail.date)}-${mail.messageId.replaceAll(/[^\w.-]/g, '_')}.eml`);
      // Letters may hold a password: nobody but our own account reads them.
      await mkdir(directory, { recursive: true, mode: 0o700 });
      await writeFile(`${file}.part`, message, { mode: 0o600 });
      await rename(`${file}.part`, file);
      return { outcome: 'ACCEPTED', reply: `Written to ${path.basename(file)}` };
    },
    async close() {},
  };
}

function fileTime(date: Date): string {
  return date.toISOString().replaceAll(/[:.]/g, '-');
}
