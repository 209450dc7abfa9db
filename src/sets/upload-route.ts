import type { Route } from '../graphql/route.ts';
import { NotFound } from '../platform/problems.ts';
import { downloadLines } from './download-lines.ts';
import { visibleUploadsWhere } from './visible-uploads.ts';

/** The path below PUBLIC_URL at which the lines of an upload that were not added are to be had. */
export function notAddedPath(uploadId: number): string {
  return `/set-uploads/${uploadId}/not-added.csv`;
}

/** Downloads of the lines that were not added. The path is no secret: who may not see the upload finds nothing there. */
export const uploadRoute: Route = {
  path: /^\/set-uploads\/(?<id>\d{1,9})\/not-added\.csv$/,
  async answer({ id }, { database, authority }) {
    const where = { AND: [{ id: Number(id) }, visibleUploadsWhere(authority)] };
    const upload = await database.prisma.userSetUpload.findFirst({ where, select: { id: true } });
    if (!upload) throw new NotFound('Upload');
    return {
      status: 200,
      headers: {
        'content-type': 'text/csv; charset=utf-8; header=present',
        'content-disposition': `attachment; filename="upload-${upload.id}-not-added.csv"`,
        'cache-control': 'private, no-store',
      },
      body: downloadLines(database, upload.id),
    };
  },
};
