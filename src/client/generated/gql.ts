/* eslint-disable */
import * as types from './graphql.ts';



/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  mutation BenchSave {\n    saveSearchAsSet(input: { name: \"Everybody\", where: {} }) {\n      __typename\n      ... on SaveSearchAsSetSuccess { set { id } }\n      ... on Problem { message }\n    }\n  }\n": typeof types.BenchSaveDocument,
    "\n  mutation BenchSubmit($setId: ID!, $actions: [UserActionInput!]!) {\n    submitUpdateNotifyJob(input: { setId: $setId, actions: $actions }) {\n      __typename\n      ... on SubmitUpdateNotifyJobSuccess { job { id } }\n      ... on Problem { message }\n    }\n  }\n": typeof types.BenchSubmitDocument,
    "\n  subscription BenchFollow($jobId: ID!) {\n    jobProgress(jobId: $jobId) {\n      percent\n      counts { processed }\n      job { submittedAt }\n      report { endedAt csvUrl }\n    }\n  }\n": typeof types.BenchFollowDocument,
    "\n  mutation SignIn($primaryId: String!, $password: String!) {\n    signIn(input: { primaryId: $primaryId, password: $password }) {\n      __typename\n      ... on SignInSuccess { token viewer { name roles { name libraryCode } } }\n      ... on Problem { message }\n    }\n  }\n": typeof types.SignInDocument,
    "\n  query FindCatalogers($where: UserFilter!) {\n    users(where: $where, orderBy: [{ field: NAME }], first: 5) {\n      totalCount\n      nodes { primaryId firstName lastName accountType roles { roleType { name } } }\n    }\n  }\n": typeof types.FindCatalogersDocument,
    "\n  mutation SaveCatalogers($where: UserFilter!) {\n    saveSearchAsSet(input: { name: \"Catalogers\", description: \"Everybody who catalogs\", where: $where }) {\n      __typename\n      ... on SaveSearchAsSetSuccess { set { id name sentence memberCount } }\n      ... on Problem { message }\n    }\n  }\n": typeof types.SaveCatalogersDocument,
    "\n  query PreviewJob($input: PreviewUpdateNotifyJobInput!) {\n    previewUpdateNotifyJob(input: $input) {\n      __typename\n      ... on PreviewUpdateNotifyJobSuccess {\n        preview {\n          confirmation\n          counts { total updated unchanged warnings errors letters lettersSkipped }\n          warnings { message users }\n          sampleLetters(first: 1) { subject text }\n        }\n      }\n      ... on Problem { message }\n    }\n  }\n": typeof types.PreviewJobDocument,
    "\n  mutation SubmitJob($input: SubmitUpdateNotifyJobInput!) {\n    submitUpdateNotifyJob(input: $input) {\n      __typename\n      ... on SubmitUpdateNotifyJobSuccess { job { id name actions { sentence } } }\n      ... on Problem { message }\n    }\n  }\n": typeof types.SubmitJobDocument,
    "\n  mutation RevertJob($jobId: ID!) {\n    revertJob(input: { jobId: $jobId }) {\n      __typename\n      ... on RevertJobSuccess { job { id name } }\n      ... on Problem { message }\n    }\n  }\n": typeof types.RevertJobDocument,
    "\n  subscription FollowJob($jobId: ID!) {\n    jobProgress(jobId: $jobId) {\n      state\n      conclusion\n      percent\n      usersPerSecond\n      revision\n      counts { total processed updated unchanged warnings errors skipped lettersQueued lettersSent }\n      report {\n        duration\n        setSentence\n        counts { total processed updated unchanged warnings errors skipped lettersQueued lettersSent lettersFailed lettersSkipped }\n        byAction { sentence updated unchanged warnings errors }\n        byCode { code message users }\n        csvUrl\n        records(first: 5) { nodes { outcome message user { primaryId firstName lastName } changes { field before after } } }\n      }\n    }\n  }\n": typeof types.FollowJobDocument,
};
const documents: Documents = {
    "\n  mutation BenchSave {\n    saveSearchAsSet(input: { name: \"Everybody\", where: {} }) {\n      __typename\n      ... on SaveSearchAsSetSuccess { set { id } }\n      ... on Problem { message }\n    }\n  }\n": types.BenchSaveDocument,
    "\n  mutation BenchSubmit($setId: ID!, $actions: [UserActionInput!]!) {\n    submitUpdateNotifyJob(input: { setId: $setId, actions: $actions }) {\n      __typename\n      ... on SubmitUpdateNotifyJobSuccess { job { id } }\n      ... on Problem { message }\n    }\n  }\n": types.BenchSubmitDocument,
    "\n  subscription BenchFollow($jobId: ID!) {\n    jobProgress(jobId: $jobId) {\n      percent\n      counts { processed }\n      job { submittedAt }\n      report { endedAt csvUrl }\n    }\n  }\n": types.BenchFollowDocument,
    "\n  mutation SignIn($primaryId: String!, $password: String!) {\n    signIn(input: { primaryId: $primaryId, password: $password }) {\n      __typename\n      ... on SignInSuccess { token viewer { name roles { name libraryCode } } }\n      ... on Problem { message }\n    }\n  }\n": types.SignInDocument,
    "\n  query FindCatalogers($where: UserFilter!) {\n    users(where: $where, orderBy: [{ field: NAME }], first: 5) {\n      totalCount\n      nodes { primaryId firstName lastName accountType roles { roleType { name } } }\n    }\n  }\n": types.FindCatalogersDocument,
    "\n  mutation SaveCatalogers($where: UserFilter!) {\n    saveSearchAsSet(input: { name: \"Catalogers\", description: \"Everybody who catalogs\", where: $where }) {\n      __typename\n      ... on SaveSearchAsSetSuccess { set { id name sentence memberCount } }\n      ... on Problem { message }\n    }\n  }\n": types.SaveCatalogersDocument,
    "\n  query PreviewJob($input: PreviewUpdateNotifyJobInput!) {\n    previewUpdateNotifyJob(input: $input) {\n      __typename\n      ... on PreviewUpdateNotifyJobSuccess {\n        preview {\n          confirmation\n          counts { total updated unchanged warnings errors letters lettersSkipped }\n          warnings { message users }\n          sampleLetters(first: 1) { subject text }\n        }\n      }\n      ... on Problem { message }\n    }\n  }\n": types.PreviewJobDocument,
    "\n  mutation SubmitJob($input: SubmitUpdateNotifyJobInput!) {\n    submitUpdateNotifyJob(input: $input) {\n      __typename\n      ... on SubmitUpdateNotifyJobSuccess { job { id name actions { sentence } } }\n      ... on Problem { message }\n    }\n  }\n": types.SubmitJobDocument,
    "\n  mutation RevertJob($jobId: ID!) {\n    revertJob(input: { jobId: $jobId }) {\n      __typename\n      ... on RevertJobSuccess { job { id name } }\n      ... on Problem { message }\n    }\n  }\n": types.RevertJobDocument,
    "\n  subscription FollowJob($jobId: ID!) {\n    jobProgress(jobId: $jobId) {\n      state\n      conclusion\n      percent\n      usersPerSecond\n      revision\n      counts { total processed updated unchanged warnings errors skipped lettersQueued lettersSent }\n      report {\n        duration\n        setSentence\n        counts { total processed updated unchanged warnings errors skipped lettersQueued lettersSent lettersFailed lettersSkipped }\n        byAction { sentence updated unchanged warnings errors }\n        byCode { code message users }\n        csvUrl\n        records(first: 5) { nodes { outcome message user { primaryId firstName lastName } changes { field before after } } }\n      }\n    }\n  }\n": types.FollowJobDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation BenchSave {\n    saveSearchAsSet(input: { name: \"Everybody\", where: {} }) {\n      __typename\n      ... on SaveSearchAsSetSuccess { set { id } }\n      ... on Problem { message }\n    }\n  }\n"): typeof import('./graphql.ts').BenchSaveDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation BenchSubmit($setId: ID!, $actions: [UserActionInput!]!) {\n    submitUpdateNotifyJob(input: { setId: $setId, actions: $actions }) {\n      __typename\n      ... on SubmitUpdateNotifyJobSuccess { job { id } }\n      ... on Problem { message }\n    }\n  }\n"): typeof import('./graphql.ts').BenchSubmitDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription BenchFollow($jobId: ID!) {\n    jobProgress(jobId: $jobId) {\n      percent\n      counts { processed }\n      job { submittedAt }\n      report { endedAt csvUrl }\n    }\n  }\n"): typeof import('./graphql.ts').BenchFollowDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SignIn($primaryId: String!, $password: String!) {\n    signIn(input: { primaryId: $primaryId, password: $password }) {\n      __typename\n      ... on SignInSuccess { token viewer { name roles { name libraryCode } } }\n      ... on Problem { message }\n    }\n  }\n"): typeof import('./graphql.ts').SignInDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FindCatalogers($where: UserFilter!) {\n    users(where: $where, orderBy: [{ field: NAME }], first: 5) {\n      totalCount\n      nodes { primaryId firstName lastName accountType roles { roleType { name } } }\n    }\n  }\n"): typeof import('./graphql.ts').FindCatalogersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SaveCatalogers($where: UserFilter!) {\n    saveSearchAsSet(input: { name: \"Catalogers\", description: \"Everybody who catalogs\", where: $where }) {\n      __typename\n      ... on SaveSearchAsSetSuccess { set { id name sentence memberCount } }\n      ... on Problem { message }\n    }\n  }\n"): typeof import('./graphql.ts').SaveCatalogersDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query PreviewJob($input: PreviewUpdateNotifyJobInput!) {\n    previewUpdateNotifyJob(input: $input) {\n      __typename\n      ... on PreviewUpdateNotifyJobSuccess {\n        preview {\n          confirmation\n          counts { total updated unchanged warnings errors letters lettersSkipped }\n          warnings { message users }\n          sampleLetters(first: 1) { subject text }\n        }\n      }\n      ... on Problem { message }\n    }\n  }\n"): typeof import('./graphql.ts').PreviewJobDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SubmitJob($input: SubmitUpdateNotifyJobInput!) {\n    submitUpdateNotifyJob(input: $input) {\n      __typename\n      ... on SubmitUpdateNotifyJobSuccess { job { id name actions { sentence } } }\n      ... on Problem { message }\n    }\n  }\n"): typeof import('./graphql.ts').SubmitJobDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation RevertJob($jobId: ID!) {\n    revertJob(input: { jobId: $jobId }) {\n      __typename\n      ... on RevertJobSuccess { job { id name } }\n      ... on Problem { message }\n    }\n  }\n"): typeof import('./graphql.ts').RevertJobDocument;
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  subscription FollowJob($jobId: ID!) {\n    jobProgress(jobId: $jobId) {\n      state\n      conclusion\n      percent\n      usersPerSecond\n      revision\n      counts { total processed updated unchanged warnings errors skipped lettersQueued lettersSent }\n      report {\n        duration\n        setSentence\n        counts { total processed updated unchanged warnings errors skipped lettersQueued lettersSent lettersFailed lettersSkipped }\n        byAction { sentence updated unchanged warnings errors }\n        byCode { code message users }\n        csvUrl\n        records(first: 5) { nodes { outcome message user { primaryId firstName lastName } changes { field before after } } }\n      }\n    }\n  }\n"): typeof import('./graphql.ts').FollowJobDocument;


export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}
