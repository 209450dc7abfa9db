import { graphql } from '../../client/generated/gql.ts';

/** Operations of the demo: what a front end would send. */
export const signIn = graphql(`
  mutation SignIn($primaryId: String!, $password: String!) {
    signIn(input: { primaryId: $primaryId, password: $password }) {
      __typename
      ... on SignInSuccess { token viewer { name roles { name libraryCode } } }
      ... on Problem { message }
    }
  }
`);

export const findCatalogers = graphql(`
  query FindCatalogers($where: UserFilter!) {
    users(where: $where, orderBy: [{ field: NAME }], first: 5) {
      totalCount
      nodes { primaryId firstName lastName accountType roles { roleType { name } } }
    }
  }
`);

export const saveCatalogers = graphql(`
  mutation SaveCatalogers($where: UserFilter!) {
    saveSearchAsSet(input: { name: "Catalogers", description: "Everybody who catalogs", where: $where }) {
      __typename
      ... on SaveSearchAsSetSuccess { set { id name sentence memberCount } }
      ... on Problem { message }
    }
  }
`);

export const previewJob = graphql(`
  query PreviewJob($input: PreviewUpdateNotifyJobInput!) {
    previewUpdateNotifyJob(input: $input) {
      __typename
      ... on PreviewUpdateNotifyJobSuccess {
        preview {
          confirmation
          counts { total updated unchanged warnings errors letters lettersSkipped }
          warnings { message users }
          sampleLetters(first: 1) { subject text }
        }
      }
      ... on Problem { message }
    }
  }
`);

export const submitJob = graphql(`
  mutation SubmitJob($input: SubmitUpdateNotifyJobInput!) {
    submitUpdateNotifyJob(input: $input) {
      __typename
      ... on SubmitUpdateNotifyJobSuccess { job { id name actions { sentence } } }
      ... on Problem { message }
    }
  }
`);

export const revertJob = graphql(`
  mutation RevertJob($jobId: ID!) {
    revertJob(input: { jobId: $jobId }) {
      __typename
      ... on RevertJobSuccess { job { id name } }
      ... on Problem { message }
    }
  }
`);

export const followJob = graphql(`
  subscription FollowJob($jobId: ID!) {
    jobProgress(jobId: $jobId) {
      state
      conclusion
      percent
      usersPerSecond
      revision
      counts { total processed updated unchanged warnings errors skipped lettersQueued lettersSent }
      report {
        duration
        setSentence
        counts { total processed updated unchanged warnings errors skipped lettersQueued lettersSent lettersFailed lettersSkipped }
        byAction { sentence updated unchanged warnings errors }
        byCode { code message users }
        csvUrl
        records(first: 5) { nodes { outcome message user { primaryId firstName lastName } changes { field before after } } }
      }
    }
  }
`);
