import { type ExecutionArgs, type ExecutionResult, print } from 'graphql';
import { isAsyncIterable, type Plugin } from 'graphql-yoga';
import type { GraphQLContext } from '../graphql/context.ts';
import { Latest } from '../platform/latest.ts';
import type { Log } from '../platform/log.ts';

type Outcome = AsyncIterableIterator<ExecutionResult> | ExecutionResult;
type Source = AsyncIterable<ExecutionResult> | ExecutionResult;

/**
 * Runs each distinct subscription once, however many subscribe to it, and gives all of them its results: the same
 * operation, with the same variables, under the same authority. Somebody who joins gets the newest result at once, and a
 * slow reader only ever the newest: every subscription of this schema tells a whole state, so that nothing is missed.
 */
export function useSharedSubscriptions(): Plugin<GraphQLContext> {
  const running = new Map<string, SharedOperation>();
  return {
    onSubscribe({ args, subscribeFn, setSubscribeFn }) {
      const key = keyOf(args);
      setSubscribeFn((own: ExecutionArgs) => {
        const shared = running.get(key);
        if (shared) return shared.join();
        const operation = new SharedOperation(args.contextValue.log, () => {
          if (running.get(key) === operation) running.delete(key);
        });
        running.set(key, operation);
        return operation.begin(async () => subscribeFn(own));
      });
    },
  };
}

function keyOf({
  document,
  operationName,
  variableValues,
  contextValue,
}: ExecutionArgs & { contextValue: GraphQLContext }): string {
  return JSON.stringify([print(document), operationName, variableValues, contextValue.authority]);
}

/** One execution and those who read its results. */
class SharedOperation {
  readonly #log: Log;
  readonly #onEnd: () => void;
  readonly #readers = new Set<Latest<ExecutionResult>>();
  #source: Promise<Source> | null = null;
  #latest: ExecutionResult | null = null;

  constructor(log: Log, onEnd: () => void) {
    this.#log = log;
    this.#onEnd = onEnd;
  }

  begin(subscribe: () => Promise<Source>): Promise<Outcome> {
    this.#source = subscribe();
    void this.#pump(this.#source);
    return this.join();
  }

  /** Results from the newest on; or the one result of an operation that could not begin. */
  async join(): Promise<Outcome> {
    const reader = new Latest<ExecutionResult>(() => this.#leave(reader));
    this.#readers.add(reader);
    // Now and not when the source is there: the stream may end in between, and would end for this reader without a value.
    if (this.#latest) reader.push(this.#latest);
    try {
      const source = await this.#source;
      if (source && !isAsyncIterable(source)) return source;
    } catch (error) {
      this.#readers.delete(reader);
      throw error;
    }
    return reader;
  }

  async #pump(opening: Promise<Source>): Promise<void> {
    try {
      const source = await opening;
      if (isAsyncIterable(source)) for await (const result of source) this.#publish(result);
    } catch (error) {
      // Readers of one that could not begin are told by `join`; a stream that broke off ends, and is subscribed to again.
      this.#log.error({ err: error }, 'a subscription broke off');
    } finally {
      this.#end();
    }
  }

  #publish(result: ExecutionResult): void {
    this.#latest = result;
    for (const reader of this.#readers) reader.push(result);
  }

  #end(): void {
    this.#onEnd();
    for (const reader of [...this.#readers]) reader.end();
  }

  #leave(reader: Latest<ExecutionResult>): void {
    this.#readers.delete(reader);
    if (this.#readers.size > 0) return;
    this.#onEnd();
    // The source ends when nobody reads it any more; one that could not begin has nothing to end.
    void this.#source?.then(
      (source) => {
        if (isAsyncIterable(source)) return (source as AsyncIterableIterator<ExecutionResult>).return?.();
      },
      () => {},
    );
  }
}
