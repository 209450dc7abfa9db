import { expect, test } from 'vitest';
import { PreviewTurns } from './preview-turns.ts';

const never = new AbortController().signal;

/** Takes turns for these people, and says whose begin, in their order. */
function queue(turns: PreviewTurns, people: readonly number[]) {
  const begun: string[] = [];
  const endings = people.map(async (userId, index) => {
    const end = await turns.take(userId, never);
    begun.push(`${index}:${userId}`);
    return end;
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return { begun, settle, end: async (index: number) => (await endings[index])?.() };
}

test('so many begin at once, the others in their order as these end', async () => {
  const { begun, settle, end } = queue(new PreviewTurns(2), [1, 2, 3, 4]);
  await settle();
  expect(begun).toEqual(['0:1', '1:2']);
  await end(1);
  await settle();
  expect(begun).toEqual(['0:1', '1:2', '2:3']);
  await end(0);
  await settle();
  expect(begun).toEqual(['0:1', '1:2', '2:3', '3:4']);
});

test('one person has one turn at a time, and keeps nobody else from theirs', async () => {
  const { begun, settle, end } = queue(new PreviewTurns(2), [1, 1, 1, 2]);
  await settle();
  expect(begun).toEqual(['0:1', '3:2']);
  await end(3);
  await settle();
  expect(begun).toEqual(['0:1', '3:2']);
  await end(0);
  await settle();
  expect(begun).toEqual(['0:1', '3:2', '1:1']);
});

test('whoever gives up while waiting takes no turn', async () => {
  const turns = new PreviewTurns(1);
  const end = await turns.take(1, never);
  const giving = new AbortController();
  const given = turns.take(2, giving.signal);
  const patient = turns.take(3, never);
  giving.abort(new Error('given up'));
  await expect(given).rejects.toThrow('given up');
  await expect(turns.take(4, giving.signal)).rejects.toThrow('given up');
  end();
  (await patient)();
  (await turns.take(5, never))();
});
