import { Logger } from '@aws-lambda-powertools/logger';

/** One structured line an event. What goes in is chosen field by field: never a token, a body or a provider's payload. */
export const log = new Logger();
