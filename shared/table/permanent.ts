import * as z from 'zod';
import { CorruptItemError } from './table.ts';

/**
 * How AWS says that it will never take what it was sent (API references of DynamoDB, SQS and EventBridge). A missing
 * right, queue or key is not among them: that concerns all alike and ends when an operator mends it.
 */
const REFUSED_FOR_GOOD = new Set([
  'BatchRequestTooLong',
  'InvalidArgument',
  'InvalidMessageContents',
  'InvalidParameterValue',
  'MalformedDetail',
  'SerializationException',
  'TransactionCanceledException',
  'ValidationException',
]);

/** Whether the same work fails again however often it is tried. Then it must hold up nobody else. */
export const isPermanent = (error: unknown): boolean =>
  error instanceof CorruptItemError ||
  error instanceof z.ZodError ||
  error instanceof TypeError ||
  error instanceof RangeError ||
  error instanceof SyntaxError ||
  (error instanceof Error && REFUSED_FOR_GOOD.has(codeOf(error)));

const codeOf = (error: Error): string => ('code' in error ? String(error.code) : error.name);
