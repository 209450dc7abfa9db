import type { Answer } from '../../testing/set-story.ts';

/** The account of a file, to be asked for. */
export const uploadFields =
  'id fileName format holds lines added alreadyMembers duplicates notFound ambiguous blankLines numericCells notAddedCsvUrl';
const notAdded = 'notAdded(first: 200) { totalCount nodes { line value reason } }';

/** A file's account as its sender sees it. */
export interface UploadFields {
  readonly id: string;
  readonly lines: number;
  readonly added: number;
  readonly alreadyMembers: number;
  readonly duplicates: number;
  readonly notFound: number;
  readonly ambiguous: number;
  readonly blankLines: number;
  readonly notAddedCsvUrl: string;
  readonly notAdded: { totalCount: number; nodes: { line: number; value: string; reason: string }[] };
}

/** What a mutation with a file answered. */
export interface FileAnswer extends Answer {
  readonly upload?: UploadFields;
  readonly set?: NonNullable<Answer['set']>;
}

export interface SentFile {
  readonly content: string | Uint8Array;
  readonly name?: string;
}

/** The body of a GraphQL multipart request with one file at `variables.input.file`. */
export function multipartBody(query: string, input: object, { content, name = 'users.csv' }: SentFile): FormData {
  const body = new FormData();
  body.set('operations', JSON.stringify({ query, variables: { input: { ...input, file: null } } }));
  body.set('map', JSON.stringify({ 0: ['variables.input.file'] }));
  body.set('0', new File([typeof content === 'string' ? content : Uint8Array.from(content)], name));
  return body;
}

/** A sender of files over HTTP, with this token. */
export function fileSender(url: string, token: string) {
  const post = (body: FormData, headers: Record<string, string> = {}) =>
    fetch(url, {
      method: 'POST',
      body,
      headers: { authorization: `Bearer ${token}`, 'x-csrf-prevention': '1', ...headers },
    });
  return {
    post,
    /** Runs a mutation with a file, and gives its answer. */
    async send(mutation: string, input: object, file: SentFile): Promise<FileAnswer> {
      const type = mutation.charAt(0).toUpperCase() + mutation.slice(1);
      const query = `mutation ($input: ${type}Input!) { answer: ${mutation}(input: $input) { __typename
        ... on ${type}Success { set { id name memberCount isPrivate kind } upload { ${uploadFields} ${notAdded} } }
        ... on Problem { code message } ... on InvalidInput { issues { path message } } } }`;
      const response = await post(multipartBody(query, input, file));
      const { data, errors } = (await response.json()) as { data?: { answer: FileAnswer }; errors?: object };
      if (!data) throw new Error(JSON.stringify(errors));
      return data.answer;
    },
  };
}
