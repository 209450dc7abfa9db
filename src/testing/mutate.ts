import type { Client } from '../client/open-client.ts';

/** What a mutation answered: the fields of its success type, or those of the problem it met. */
export interface MutationAnswer {
  readonly __typename: string;
  /** The code of the problem. */
  readonly problem?: string;
  readonly message?: string;
  readonly issues?: readonly { readonly path: readonly string[]; readonly message: string }[];
  readonly [field: string]: unknown;
}

/** Runs any mutation; `fields` are asked of its success type, and of problems what all of them have. */
export async function mutate(
  client: Client,
  mutation: string,
  input: object,
  fields = '__typename',
): Promise<MutationAnswer> {
  const type = mutation.charAt(0).toUpperCase() + mutation.slice(1);
  const document = `mutation ($input: ${type}Input!) { answer: ${mutation}(input: $input) { __typename
    ... on ${type}Success { ${fields} } ... on Problem { problem: code message } ... on InvalidInput { issues { path message } } } }`;
  return (await client.data<{ answer: MutationAnswer }, { input: object }>(document, { input })).answer;
}
