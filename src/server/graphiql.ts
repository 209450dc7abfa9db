import type { GraphiQLOptions } from 'graphql-yoga';

const WELCOME = `# Rollcall: update and notify library users in bulk.
#
# Anonymous callers see nothing, not even the schema. To sign in, run this
# operation with a password from the file demo-sign-in.json in the data
# directory of the server, then put the token into "Headers" below:
#
#   { "authorization": "Bearer eyJ…" }
#
# and reload the schema (the round arrow on the left). The other tabs follow
# one job from the search to its report.

mutation SignIn {
  signIn(input: { primaryId: "user.manager", password: "…" }) {
    ... on SignInSuccess {
      token
      expiresAt
      viewer {
        name
        rank
      }
    }
    ... on Problem {
      code
      message
    }
  }
}
`;

const VIEWER = `query Viewer {
  viewer {
    name
    rank
    managesInstitution
    managedLibraries
    roles {
      name
      libraryCode
      expiresOn
    }
  }
}
`;

const SEARCH = `query Catalogers {
  users(where: { jobCategory: { eq: "CATALOGER" } }, first: 5) {
    totalCount
    nodes {
      primaryId
      lastName
      firstName
      jobCategory
    }
  }
}
`;

const SAVE = `mutation SaveCatalogers {
  saveSearchAsSet(input: { name: "Catalogers", where: { jobCategory: { eq: "CATALOGER" } } }) {
    ... on SaveSearchAsSetSuccess {
      set {
        id
        name
        memberCount
      }
    }
    ... on Problem {
      code
      message
    }
  }
}
`;

const PREVIEW = `query Preview($setId: ID!) {
  previewUpdateNotifyJob(
    input: {
      setId: $setId
      actions: [{ addRole: { roleType: "LICENSE_VIEWER", scope: { institution: true } } }]
    }
  ) {
    ... on PreviewUpdateNotifyJobSuccess {
      preview {
        confirmation
        counts {
          total
          updated
          unchanged
          warnings
          errors
        }
        warnings {
          message
          users
        }
      }
    }
    ... on Problem {
      code
      message
    }
  }
}
`;

const SUBMIT = `mutation AddLicenseViewer($setId: ID!, $confirmation: String) {
  submitUpdateNotifyJob(
    input: {
      setId: $setId
      actions: [{ addRole: { roleType: "LICENSE_VIEWER", scope: { institution: true } } }]
      confirmation: $confirmation
    }
  ) {
    ... on SubmitUpdateNotifyJobSuccess {
      job {
        id
        name
        state
      }
    }
    ... on Problem {
      code
      message
    }
  }
}
`;

const WATCH = `subscription Watch($jobId: ID!) {
  jobProgress(jobId: $jobId) {
    state
    percent
    counts {
      total
      processed
      updated
      unchanged
      warnings
      errors
    }
    conclusion
    report {
      csvUrl
    }
  }
}
`;

/** GraphiQL as the browser gets it: self-contained, with the story of one job in its tabs. */
export const graphiqlOptions: GraphiQLOptions = {
  title: 'Rollcall',
  defaultQuery: WELCOME,
  defaultTabs: [
    { query: WELCOME },
    { query: VIEWER },
    { query: SEARCH },
    { query: SAVE },
    { query: PREVIEW, variables: '{ "setId": "" }' },
    { query: SUBMIT, variables: '{ "setId": "", "confirmation": null }' },
    { query: WATCH, variables: '{ "jobId": "" }' },
  ],
  headers: '{}',
  defaultEditorToolsVisibility: 'headers',
  additionalHeaders: { 'x-csrf-prevention': '1' },
  shouldPersistHeaders: true,
};
