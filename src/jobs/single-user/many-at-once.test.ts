import { expect, it } from 'vitest';
import { mutate } from '../../testing/mutate.ts';
import { outcome, startSingleUserStory, update } from './testing/single-user-story.ts';

const { manager, somebody } = await startSingleUserStory();

// More than the pool has connections: whoever asked for a second one beside that of their transaction would wait for ever.
const calls = Array.from({ length: 24 }, (_, index) => index);

it('makes more users at once than there are connections', async () => {
  const answers = await Promise.all(
    calls.map((index) =>
      mutate(manager, 'createUser', { record: { primaryId: `new-${index}`, lastName: 'New' } }, outcome),
    ),
  );
  expect(answers.map((answer) => answer.outcome)).toEqual(calls.map(() => 'UPDATED'));
});

it('changes more users at once than there are connections', async () => {
  const people = await Promise.all(calls.slice(0, 12).map(() => somebody()));
  const answers = await Promise.all(
    calls.map((index) =>
      update(manager, people[index % people.length]?.id ?? '', {
        actions: [{ setTitle: { title: index < people.length ? 'MR' : 'MS' } }],
      }),
    ),
  );
  expect(answers.map((answer) => answer.outcome)).toEqual(calls.map(() => 'UPDATED'));
});
