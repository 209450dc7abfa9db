import { graphql } from '../src/client/generated/gql.ts';

export const benchSave = graphql(`
  mutation BenchSave {
    saveSearchAsSet(input: { name: "Everybody", where: {} }) {
      __typename
      ... on SaveSearchAsSetSuccess { set { id } }
      ... on Problem { message }
    }
  }
`);

export const benchSubmit = graphql(`
  mutation BenchSubmit($setId: ID!, $actions: [UserActionInput!]!) {
    submitUpdateNotifyJob(input: { setId: $setId, actions: $actions }) {
      __typename
      ... on SubmitUpdateNotifyJobSuccess { job { id } }
      ... on Problem { message }
    }
  }
`);

export const benchFollow = graphql(`
  subscription BenchFollow($jobId: ID!) {
    jobProgress(jobId: $jobId) {
      percent
      counts { processed }
      job { submittedAt }
      report { endedAt csvUrl }
    }
  }
`);
