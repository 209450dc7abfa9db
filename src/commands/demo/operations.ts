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

export const submitJob = graphql(`
  mutation SubmitJob($setId: ID!) {
    submitUpdateNotifyJob(
      input: {
        setId: $setId
        actions: [
          { addRole: { roleType: "LICENSE_VIEWER", scope: { institution: true } } }
          { addNote: { text: "May look at licenses from now on." } }
        ]
      }
    ) {
      __typename
      ... on SubmitUpdateNotifyJobSuccess { job { id name actions { sentence } } }
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
      counts { total processed updated unchanged warnings errors skipped }
      report {
        duration
        setSentence
        counts { total processed updated unchanged warnings errors skipped }
        byAction { sentence updated unchanged warnings errors }
        byCode { code message users }
        csvUrl
        records(first: 5) { nodes { outcome message user { primaryId firstName lastName } changes { field before after } } }
      }
    }
  }
`);
