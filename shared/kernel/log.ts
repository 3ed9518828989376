import { Logger } from '@aws-lambda-powertools/logger';
import { correlation } from './correlation.ts';

let logger: Logger | undefined;

/** Most instances of the API's Lambdas never log a line, so none of them makes its logger before it does. */
const logAs =
  (level: 'info' | 'warn' | 'error') =>
  (event: string, facts: Record<string, unknown> = {}): void => {
    logger ??= new Logger();
    logger[level](event, { ...correlation(), ...facts });
  };

/** One structured line an event. What goes in is chosen field by field: never a token, a body or a provider's payload. */
export const log = { info: logAs('info'), warn: logAs('warn'), error: logAs('error') };
