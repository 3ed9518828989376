import type { Result } from '@scrip/client';
import { DemoError } from './check.ts';

/** @returns why it was refused; DemoError where it was not */
export const refusal = <Failed extends { code: string }>(result: Result<unknown, Failed>) => {
  if (result.ok) throw new DemoError(`Expected a refusal, but got ${JSON.stringify(result.value)}`);
  return result.failure;
};
