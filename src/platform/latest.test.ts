import { expect, test, vi } from 'vitest';
import { Latest } from './latest.ts';

test('a reader who waits gets every value', async () => {
  const stream = new Latest<number>();
  for (const value of [1, 2]) {
    const next = stream.next();
    stream.push(value);
    expect(await next).toEqual({ value, done: false });
  }
});

test('of the values that were not read, the newest only', async () => {
  const stream = new Latest<number>();
  for (const value of [1, 2, 3]) stream.push(value);
  expect(await stream.next()).toEqual({ value: 3, done: false });
  const waiting = stream.next();
  stream.push(4);
  expect(await waiting).toEqual({ value: 4, done: false });
});

test('several readers wait in turn', async () => {
  const stream = new Latest<number>();
  const both = [stream.next(), stream.next()];
  stream.push(1);
  stream.push(2);
  expect((await Promise.all(both)).map(({ value }) => value)).toEqual([1, 2]);
});

test('the end comes after the value that was not read, and stays', async () => {
  const stream = new Latest<number>();
  stream.push(1);
  stream.end();
  stream.push(2);
  const read = [];
  for await (const value of stream) read.push(value);
  expect(read).toEqual([1]);
  expect(await stream.next()).toEqual({ value: undefined, done: true });
});

test('the end reaches readers who wait', async () => {
  const stream = new Latest<number>();
  const both = [stream.next(), stream.next()];
  stream.end();
  expect((await Promise.all(both)).map(({ done }) => done)).toEqual([true, true]);
});

test('whoever stops reading gets nothing more, and an idle stream can be stopped', async () => {
  const stream = new Latest<number>();
  const idle = stream.next();
  expect(await stream.return()).toEqual({ value: undefined, done: true });
  expect(await idle).toEqual({ value: undefined, done: true });
  const unread = new Latest<number>();
  unread.push(1);
  await unread.return();
  expect(await unread.next()).toEqual({ value: undefined, done: true });
});

test('leaving is told once, however often and by whichever way it happens', async () => {
  const onReturn = vi.fn();
  const stream = new Latest<number>(onReturn);
  stream.push(1);
  expect(onReturn).not.toHaveBeenCalled();
  await stream.return();
  stream.end();
  await stream.return();
  expect(onReturn).toHaveBeenCalledOnce();
});

test('breaking out of a loop is leaving', async () => {
  const onReturn = vi.fn();
  const stream = new Latest<number>(onReturn);
  stream.push(1);
  for await (const value of stream) {
    expect(value).toBe(1);
    break;
  }
  expect(onReturn).toHaveBeenCalledOnce();
});
