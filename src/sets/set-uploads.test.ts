import { describe, expect, test } from 'vitest';
import { catalogers, signInPeople } from '../demo/people.ts';
import { see, startSetStory } from '../testing/set-story.ts';
import { fileSender, uploadFields } from './testing/send-file.ts';

const { server, manager, colleague, admin } = await startSetStory();
const { atLaw, atMusic } = catalogers;
const sender = fileSender(server.url, await server.tokenFor(signInPeople.userManager.primaryId));
const file = (...lines: string[]) => ({ content: `${lines.join('\n')}\n` });

describe('the account of a file', () => {
  const lines = ['Primary ID', '=cmd()', ...Array.from({ length: 450 }, (_, n) => `nobody-${n}`), atLaw.primaryId];

  test('is paged through, narrowed and downloaded as a whole', async () => {
    const { upload } = await sender.send('createSetFromFile', { name: 'Long' }, file(...lines));
    const document = `query ($id: ID!, $after: String, $reason: [NotAddedReason!]) { node(id: $id) { ... on UserSetUpload { ${uploadFields}
      notAdded(first: 200, after: $after, reason: $reason) { totalCount pageInfo { endCursor hasNextPage } nodes { line } } } } }`;
    const found: number[] = [];
    let after: string | null = null;
    do {
      const { node }: { node: UploadPage } = await manager.data<{ node: UploadPage }, object>(document, {
        id: upload?.id,
        after,
      });
      found.push(...node.notAdded.nodes.map(({ line }) => line));
      after = node.notAdded.pageInfo.hasNextPage ? node.notAdded.pageInfo.endCursor : null;
    } while (after !== null);
    expect(found).toEqual(Array.from({ length: 451 }, (_, n) => n + 2));
    const none = await manager.data<{ node: UploadPage }, object>(document, { id: upload?.id, reason: ['AMBIGUOUS'] });
    expect(none.node.notAdded.totalCount).toBe(0);
    for (const nonsense of ['nonsense', 'GPC:T:["x","y"]', 'GPC:N:1', 'GPC:T:[1]']) {
      const wrong = await manager.query(document, { id: upload?.id, after: Buffer.from(nonsense).toString('base64') });
      expect(wrong.errors?.[0]?.extensions?.code, nonsense).toBe('BAD_USER_INPUT');
    }

    const token = await server.tokenFor(signInPeople.userManager.primaryId);
    const response = await fetch(upload?.notAddedCsvUrl ?? '', { headers: { authorization: `Bearer ${token}` } });
    const csv = (await response.text()).split('\r\n');
    expect(response.headers.get('content-disposition')).toContain('not-added.csv');
    expect(csv.slice(0, 3)).toEqual(['Line,Value,Reason', "2,'=cmd(),NOT_FOUND", '3,nobody-0,NOT_FOUND']);
    expect(csv).toHaveLength(451 + 2);
  });

  test('is for whoever sent it and for administrators', async () => {
    const { set, upload } = await sender.send('createSetFromFile', { name: 'Mine', isPrivate: false }, file(...lines));
    const document = 'query ($id: ID!) { node(id: $id) { id } }';
    expect(await admin.data(document, { id: upload?.id })).toEqual({ node: { id: upload?.id } });
    expect(await colleague.data(document, { id: upload?.id })).toEqual({ node: null });
    expect(await see(colleague, set?.id ?? '')).toMatchObject({ name: 'Mine' });
    const uploads = await colleague.data('query ($id: ID!) { userSet(id: $id) { uploads { totalCount } } }', {
      id: set?.id,
    });
    expect(uploads).toEqual({ userSet: { uploads: { totalCount: 0 } } });
    const token = await server.tokenFor(atMusic.primaryId);
    const response = await fetch(upload?.notAddedCsvUrl ?? '', { headers: { authorization: `Bearer ${token}` } });
    expect(response.status).toBe(404);
  });
});

interface UploadPage {
  readonly notAdded: {
    readonly totalCount: number;
    readonly pageInfo: { readonly endCursor: string; readonly hasNextPage: boolean };
    readonly nodes: readonly { readonly line: number }[];
  };
}
