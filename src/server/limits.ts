import { maxAliasesRule } from '@escape.tech/graphql-armor-max-aliases';
import { maxDepthRule } from '@escape.tech/graphql-armor-max-depth';
import { maxDirectivesRule } from '@escape.tech/graphql-armor-max-directives';
import { MaxTokensParserWLexer } from '@escape.tech/graphql-armor-max-tokens';
import { GraphQLError, NoSchemaIntrospectionCustomRule, type ValidationContext } from 'graphql';
import type { Plugin } from 'graphql-yoga';
import type { GraphQLContext } from '../graphql/context.ts';
import { type ErrorCode, withCode } from './coded-error.ts';

/** How large an operation may be, before anyone looks at what it asks for. */
export const LIMITS = { tokens: 4_000, depth: 12, aliases: 30, directives: 20 } as const;

// The rules would throw their refusal, which over WebSocket closes the socket: reported, it is an error like others.
const reported = {
  propagateOnRejection: false,
  onReject: [
    (context: ValidationContext | null, error: GraphQLError) =>
      context?.reportError(refusal(error.message.replace(/^Syntax Error: /, ''))),
  ],
};

const RULES = [
  maxDepthRule({ n: LIMITS.depth, ...reported }),
  maxAliasesRule({ n: LIMITS.aliases, ...reported }),
  maxDirectivesRule({ n: LIMITS.directives, ...reported }),
];

/**
 * Refuses operations beyond the {@link LIMITS}, introspection by the anonymous, and whatever is not valid GraphQL; each
 * with a code, over every transport.
 */
export function useLimits(): Plugin<GraphQLContext> {
  return {
    onParse({ setParseFn }) {
      setParseFn(parseWithinLimits);
    },
    onValidate({ context, addValidationRule }) {
      for (const rule of RULES) addValidationRule(rule);
      const anonymous = !context.authority;
      if (anonymous) addValidationRule(NoSchemaIntrospectionCustomRule);
      return ({ result, setResult }) => {
        const errors = result.filter((error) => error instanceof GraphQLError);
        if (errors.length > 0) setResult(errors.map((error) => presented(error, anonymous)));
      };
    },
  };
}

function parseWithinLimits(source: ConstructorParameters<typeof MaxTokensParserWLexer>[0]) {
  const parser = new MaxTokensParserWLexer(source, { n: LIMITS.tokens, propagateOnRejection: true });
  try {
    return parser.parseDocument();
  } catch (error) {
    if (!(error instanceof GraphQLError)) throw error;
    throw parser.tokenCount > LIMITS.tokens
      ? refusal(`Token limit of ${LIMITS.tokens} exceeded.`)
      : withCode(error, 'GRAPHQL_PARSE_FAILED');
  }
}

function refusal(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'LIMIT_EXCEEDED' satisfies ErrorCode } });
}

function presented(error: GraphQLError, anonymous: boolean): GraphQLError {
  const coded = withCode(error, 'GRAPHQL_VALIDATION_FAILED');
  if (!anonymous) return coded;
  // "Did you mean" tells the names of the schema one by one to those who may not ask for it as a whole.
  const { nodes, source, positions, path, extensions } = coded;
  if (/^GraphQL introspection /.test(coded.message)) {
    const withheld = { ...extensions, code: 'UNAUTHENTICATED' satisfies ErrorCode };
    const message = 'Sign in first: who is not signed in sees nothing of the schema.';
    return new GraphQLError(message, { nodes, source, positions, path, extensions: withheld });
  }
  const message = coded.message.replace(/ Did you mean .*\?$/s, '');
  return new GraphQLError(message, { nodes, source, positions, path, extensions });
}
