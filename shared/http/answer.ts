import type { Result } from '../kernel/result.ts';
import type { Page } from '../table/list.ts';
import type { Problem } from './errors.ts';
import { refused, type Refusal } from './refused.ts';

/** Answers what an operation came to: its value, as `answerOf` has it, or its refusal. */
export const answer = <Value, Answer, Refused extends Refusal>(
  result: Result<Value, Refused>,
  answerOf: (value: Value) => Answer,
): Answer | Problem<Refused['code']> => (result.ok ? answerOf(result.value) : refused(result.error));

export const okBody = <Body>(body: Body) => ({ status: 200 as const, body });

export const noContent = () => ({ status: 204 as const, body: null });

/** A page of a list, each item as `viewOf` shows it. */
export const okPage = <Item, View>({ items, cursor }: Page<Item>, viewOf: (item: Item) => View) =>
  okBody({ items: items.map(viewOf), cursor });

/** Answers what reading a page of a list came to. */
export const pageAnswer = <Item, View, Refused extends Refusal>(
  page: Result<Page<Item>, Refused>,
  viewOf: (item: Item) => View,
) => answer(page, (found) => okPage(found, viewOf));
