import { expect, test } from 'vitest';
import { Throttle } from './throttle.ts';

function throttled(most: number) {
  const time = { now: 1_000 };
  const throttle = new Throttle(most, () => time.now);
  const pass = (seconds: number) => {
    time.now += seconds * 1_000;
  };
  return { throttle, pass };
}

test('all that are refused lower the number by one each, and the last of them makes a pause', () => {
  const { throttle, pass } = throttled(3);
  throttle.failed(2);
  expect(throttle.allowed).toBe(2);
  throttle.failed(1);
  expect(throttle.allowed).toBe(1);
  throttle.failed(0);
  expect(throttle.allowed).toBe(0);
  pass(1);
  expect(throttle.allowed).toBe(1);
});

test('pauses in a row double up to a minute, and begin anew once something was accepted', () => {
  const { throttle, pass } = throttled(1);
  const lengths = Array.from({ length: 9 }, () => {
    throttle.failed(0);
    let seconds = 0;
    for (; throttle.paused; seconds += 1) pass(1);
    return seconds;
  });
  expect(lengths).toEqual([1, 2, 4, 8, 16, 32, 60, 60, 60]);
  throttle.worked();
  throttle.failed(0);
  pass(1);
  expect(throttle.paused).toBe(false);
});

test('a server that takes two connections gets two, and is asked for a third only now and then', () => {
  const { throttle } = throttled(5);
  for (const others of [4, 3, 2]) throttle.failed(others);
  expect(throttle.allowed).toBe(2);
  for (let count = 0; count < 10; count += 1) throttle.worked();
  expect(throttle.allowed).toBe(3);
  throttle.failed(2);
  expect(throttle.allowed).toBe(2);
});

test('a wish for a pause is kept, whoever else is under way, for a day at most; then one goes ahead', () => {
  const { throttle, pass } = throttled(4);
  throttle.failed(3, 1_800);
  throttle.failed(2);
  throttle.worked();
  pass(1_799);
  expect(throttle.allowed).toBe(0);
  pass(1);
  expect(throttle.allowed).toBe(1);
  throttle.worked();
  expect(throttle.allowed).toBe(4);
  throttle.failed(0, 1e12);
  pass(86_400);
  expect(throttle.paused).toBe(false);
});
