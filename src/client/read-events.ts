import type { GraphQLAnswer } from './operation.ts';

/**
 * The answers of a GraphQL event stream, to its `complete` event. Stopping to read closes the connection. Throws when the
 * server answers with something else, or goes away in between.
 */
export async function* readEvents<Result>(
  open: (signal: AbortSignal) => Promise<Response>,
): AsyncGenerator<GraphQLAnswer<Result>, undefined> {
  const stopping = new AbortController();
  try {
    const response = await open(stopping.signal);
    const streaming = response.headers.get('content-type')?.startsWith('text/event-stream');
    if (!response.body || !streaming)
      throw new Error(`Not an event stream: ${response.status} ${await response.text()}`);
    for await (const { event, data } of eventsOf(response.body)) {
      if (event === 'complete') return;
      yield JSON.parse(data) as GraphQLAnswer<Result>;
    }
    throw new Error('The event stream ended before it was complete.');
  } finally {
    stopping.abort();
  }
}

async function* eventsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<{ event: string; data: string }> {
  let unread = '';
  for await (const text of body.pipeThrough(new TextDecoderStream() as ReadableWritablePair<string, Uint8Array>)) {
    const blocks = (unread + text).split('\n\n');
    unread = blocks.pop() ?? '';
    for (const block of blocks) {
      const fields = new Map(block.split('\n').map((line) => fieldOf(line)));
      // A block with nothing but a comment keeps the connection alive.
      if (fields.has('event')) yield { event: fields.get('event') ?? '', data: fields.get('data') ?? '' };
    }
  }
}

function fieldOf(line: string): [name: string, value: string] {
  const colon = line.indexOf(':');
  return [line.slice(0, colon), line.slice(colon + 1).trimStart()];
}
