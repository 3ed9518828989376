import * as z from 'zod';
import type { Change } from '../../shared/table/items/change.ts';

const record = z.record(z.string(), z.unknown());

/** A state as it was, or the text of its beginning where no more was kept. */
const stateView = (state: Change['before']) => {
  if (!state) return null;
  return state.isWhole ? record.parse(JSON.parse(state.json)) : state.json;
};

export const changeViewOf = ({ before, after, ...change }: Change) => ({
  ...change,
  before: stateView(before),
  after: stateView(after),
});
