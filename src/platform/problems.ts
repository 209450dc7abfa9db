/**
 * A failure the caller can expect and act on. The domain throws it; the edge answers with the GraphQL type of the same
 * name. Whatever else is thrown is a bug and reaches nobody but the log.
 */
export abstract class Problem extends Error {
  /** Stable, for programs: SCREAMING_SNAKE_CASE of the class's name. */
  abstract readonly code: string;

  constructor(message: string) {
    super(message);
    this.name = new.target.name;
  }
}

/** One fault of an input. The path leads from the mutation's `input` to the field: `['actions', 0, 'addRole', 'roleType']`. */
export interface InputIssue {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** The input is well-formed GraphQL and still not acceptable. Holds every fault found, not only the first. */
export class InvalidInput extends Problem {
  readonly code = 'INVALID_INPUT';
  readonly issues: readonly InputIssue[];

  constructor(issues: readonly InputIssue[]) {
    super(issues.map((issue) => issue.message).join(' ') || 'The input is not valid.');
    this.issues = issues;
  }

  /** For the frequent case of a single fault. */
  static at(path: readonly (string | number)[], message: string): InvalidInput {
    return new InvalidInput([{ path, message }]);
  }
}

/** What was named does not exist, or the caller may not know that it does: the two look the same on purpose. */
export class NotFound extends Problem {
  readonly code = 'NOT_FOUND';

  /** `what` is a noun of the domain, with a capital letter: "Set". */
  constructor(what: string) {
    super(`${what} not found.`);
  }
}

/** The caller may see the thing, but not do this with it. The message says what is missing. */
export class Forbidden extends Problem {
  readonly code = 'FORBIDDEN';
}
