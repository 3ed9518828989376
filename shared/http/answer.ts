import type { Result } from '../kernel/result.ts';
import type { Page } from '../table/list.ts';
import type { Problem, ProblemCode } from './errors.ts';
import { refused } from './refused.ts';

/** Answers what an operation came to: its value, as `answerOf` has it, or its refusal. */
export const answer = <Value, Answer, Refused extends { code: ProblemCode }>(
  result: Result<Value, Refused>,
  answerOf: (value: Value) => Answer,
): Answer | Problem<Refused['code']> => (result.ok ? answerOf(result.value) : refused(result.error));

export const okBody = <Body>(body: Body) => ({ status: 200 as const, body });

export const noContent = () => ({ status: 204 as const, body: null });

/** @returns what answers a page, each of its items as `viewOf` shows it */
export const okPage =
  <Item, View>(viewOf: (item: Item) => View) =>
  ({ items, cursor }: Page<Item>) =>
    okBody({ items: items.map(viewOf), cursor });
